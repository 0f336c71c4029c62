import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data'
import { OVERVIEW } from './overview.ts'

type Entry = StarlightRouteData['sidebar'][number]

const isIn = (entry: Entry): boolean =>
  entry.type === 'link' ? entry.isCurrent : entry.entries.some((each) => isIn(each))

/** The entries without those of other groups that have a page of their own: six hundred links would be most of a page. */
function shortened(entry: Entry): Entry {
  if (entry.type === 'link') return entry
  const [first] = entry.entries
  // 'Reference' itself stays open: what it holds are its groups.
  const holdsGroups = entry.entries.some(({ type }) => type === 'group')
  if (first?.type === 'link' && first.label === OVERVIEW && !holdsGroups && !isIn(entry)) {
    return { ...first, label: entry.label }
  }
  return { ...entry, entries: entry.entries.map((each) => shortened(each)) }
}

/** Leaves of the navigation what belongs to the page. */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  starlightRoute.sidebar = starlightRoute.sidebar.map((entry) => shortened(entry))
})
