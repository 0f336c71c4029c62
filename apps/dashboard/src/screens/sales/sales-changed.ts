import { keys } from '@latchkey/sdk/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'

/** Reads anew whatever shows sales: a write may have taken effect although its answer was lost. */
export const salesChanged = () =>
  Promise.all(
    (['checkout', 'revenue', 'handles'] as const).map((area) =>
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, area) }),
    ),
  )
