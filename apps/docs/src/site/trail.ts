/** A part of the navigation, as Starlight gives it to components. */
type Entry =
  | { readonly type: 'link'; readonly label: string; readonly isCurrent: boolean }
  | { readonly type: 'group'; readonly label: string; readonly entries: readonly Entry[] }

/** Labels of the groups in the navigation that hold the page that is open, from the outermost; empty if none does. */
export const trailOf = (entries: readonly Entry[]): readonly string[] => find(entries) ?? []

function find(entries: readonly Entry[]): string[] | null {
  for (const entry of entries) {
    if (entry.type === 'link') {
      if (entry.isCurrent) return []
      continue
    }
    const rest = find(entry.entries)
    if (rest) return [entry.label, ...rest]
  }
  return null
}
