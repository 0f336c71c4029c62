import type { Deps } from '../deps.ts'

/** What the frame asks about handles, of which it knows only what stands in the host. */
export interface HandleNames {
  /** What the handle is called now that had this name before; `null` when none had it lately. */
  currentName(deps: Deps, formerName: string): Promise<string | null>
  /** What the handle of this name is called on its site; `null` when there is none. */
  displayName(deps: Deps, name: string): Promise<string | null>
}
