import { notifications } from '@mantine/notifications'
import { useSyncExternalStore } from 'react'
import { auth, queryClient } from '../app/latchkey.ts'
import { t } from '../text/text.ts'
import { holdCalls } from './held-calls.ts'

/** Tells the other tabs that the person has left, which a session that ends by itself does not. */
const channel = new BroadcastChannel('latchkey dashboard')
const listeners = new Set<() => void>()
let left = false

const setLeft = (value: boolean) => {
  left = value
  if (left) {
    holdCalls(false)
    queryClient.clear()
  }
  for (const listener of listeners) listener()
}
channel.onmessage = () => setLeft(true)
auth.subscribe(({ status }) => {
  if (status === 'signed-in' && left) setLeft(false)
})

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether the person has left, so that there is no screen to keep. */
export const useHasLeft = () => useSyncExternalStore(subscribe, () => left)

/** Leaves the screens of the account that was signed in, here and in the other tabs. */
export function leave(): void {
  setLeft(true)
  channel.postMessage(null)
}

/** Signs all tabs out, then the server; says so if it cannot be reached, because the cookie still signs in. */
export async function signOut(): Promise<void> {
  leave()
  try {
    await auth.signOut()
  } catch {
    notifications.show({ color: 'red', autoClose: false, ...t.session.stillSignedIn })
  }
  queryClient.clear()
}
