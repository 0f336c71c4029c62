// What signing out needs to know of texts that are not saved.
import { auth } from '../app/latchkey.ts'
import { draftStore } from './store.ts'
import { tabs } from './tabs.ts'

/** Screens of this tab that hold text which is not saved. */
const unsaved = new Set<object>()

/** Says whether a screen of this tab holds text that is not saved. */
export function markUnsaved(screen: object, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(screen)
  else unsaved.delete(screen)
}

/** Whether the account has text that is not saved: in this tab, or kept on this device. */
export async function hasDrafts(): Promise<boolean> {
  if (unsaved.size > 0) return true
  const { account } = auth
  return account !== null && (await draftStore.count(account).catch(() => 0)) > 0
}

/** Deletes all of it, in all tabs, which then let go of it without asking. Call it before the session ends. */
export async function deleteDrafts(): Promise<void> {
  const { account } = auth
  if (account === null) return
  tabs.tell({ kind: 'deleted', account })
  // Where nothing can be kept, nothing is left.
  await draftStore.deleteAll(account).catch(() => undefined)
}
