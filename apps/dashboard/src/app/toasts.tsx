import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'

/** What is said in passing, where no field or button is: below the menu, and on a phone above the screen. */
export function Toasts() {
  const isPhone = useMediaQuery('(max-width: 47.99em)') ?? false
  return (
    <Notifications position={isPhone ? 'top-center' : 'bottom-left'} containerWidth={isPhone ? 440 : 320} />
  )
}
