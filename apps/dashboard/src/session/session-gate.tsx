import { notifications } from '@mantine/notifications'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { auth, queryClient } from '../app/latchkey.ts'
import { t } from '../text/text.ts'
import { holdCalls, letGo } from './held-calls.ts'
import { useAccount, useSession } from './session.ts'
import { SignInAgain } from './sign-in-again.tsx'
import { useHasLeft } from './sign-out.ts'
import { Unreachable } from './unreachable.tsx'

/**
 * Shows the screens of an account while it is signed in. One that a session's end has caught stays as it is, with all
 * that was typed, below a dialog that asks to sign in again.
 */
export function SessionGate() {
  const { status, session } = useSession()
  const hasLeft = useHasLeft()
  const router = useRouter()
  /** Whose screens these are. */
  const [account, setAccount] = useState(auth.account)
  const isOther = status === 'signed-in' && account !== auth.account
  const isGone = status === 'signed-out' && (hasLeft || account === null)

  useEffect(() => {
    holdCalls(true)
    return () => holdCalls(false)
  }, [])

  useEffect(() => {
    if (status === 'signed-in') letGo()
  }, [status, session])

  useEffect(() => {
    if (!isOther) return
    setAccount(auth.account)
    if (account === null) return
    queryClient.clear()
    router.navigate({ to: '/', ignoreBlocker: true })
    notifications.show({ autoClose: false, ...t.session.otherAccount })
  }, [isOther, account, router])

  useEffect(() => {
    if (!isGone) return
    const { href } = router.state.location
    router.navigate({ to: '/sign-in', search: hasLeft ? {} : { next: href }, ignoreBlocker: true })
  }, [isGone, hasLeft, router])

  if (status === 'unknown') return <Unreachable />
  if (isGone || hasLeft || isOther) return null
  return (
    <>
      <Outlet />
      {status === 'signed-out' ? <SignInAgain /> : <Known />}
    </>
  )
}

/** Reads who is signed in while that can be asked, for the dialog to know later. */
function Known() {
  useAccount()
  return null
}
