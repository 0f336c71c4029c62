import { useSyncExternalStore } from 'react'
import { auth } from '../app/latchkey.ts'

/** Whether somebody is signed in, as all tabs know it. */
export const useSession = () => useSyncExternalStore(auth.subscribe, () => auth.state)
