import { areas, areaTitle } from '../reference/contract.ts'
import { changelogPage } from './changelog.ts'
import { guidePages } from './guides.ts'
import { OVERVIEW } from './overview.ts'
import type { Page } from './page.ts'
import { referencePages } from './pages.ts'

interface Link {
  readonly label: string
  readonly link: string
}
interface Group {
  readonly label: string
  readonly collapsed: boolean
  readonly items: (Link | Group)[]
}

/** What people wrote, by folder, in the order in which it is read. */
const sections = [
  ['start', 'Start'],
  ['guides', 'Guides'],
  ['sell', 'Sell'],
  ['operate', 'Operate'],
  ['help', 'Help'],
] as const

const linkTo = (page: Page, label = page.title): Link => ({
  label,
  link: page.id === 'index' ? '/' : `/${page.id}`,
})

/** The navigation: every page once, what people wrote in the order they chose, the reference as the contract has it. */
export function sidebar(): (Link | Group)[] {
  const guides = guidePages().toSorted(
    (a, b) =>
      (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1),
  )
  const folder = (name: string) =>
    guides.filter(({ id }) => id.startsWith(`${name}/`)).map((page) => linkTo(page))
  const group = (label: string, items: (Link | Group)[], collapsed = false): Group[] =>
    items.length > 0 ? [{ label, collapsed, items }] : []
  return [
    ...guides.filter(({ id }) => !id.includes('/') && id !== 'index').map((page) => linkTo(page)),
    ...sections.flatMap(([name, label]) => group(label, folder(name))),
    ...referenceGroups(folder('reference')),
    ...group('Internals', folder('internals'), true),
    linkTo(changelogPage()),
  ]
}

function referenceGroups(written: Link[]): Group[] {
  const pages = referencePages()
  /** A page with those below it, which it lists. */
  const group = (path: string, label: string): Group => ({
    label,
    collapsed: true,
    items: pages
      .filter(({ id }) => id === path || id.startsWith(`${path}/`))
      .map((page) => (page.id === path ? linkTo(page, OVERVIEW) : linkTo(page))),
  })
  const alone = pages.filter(
    ({ id }) => /^reference\/[^/]+$/.test(id) && !pages.some((each) => each.id.startsWith(`${id}/`)),
  )
  return [
    {
      label: 'Reference',
      collapsed: false,
      items: [
        ...pages.filter(({ id }) => id === 'reference').map((page) => linkTo(page, OVERVIEW)),
        ...areas.map((area) => group(`reference/${area}`, areaTitle(area))),
        group('reference/events', 'Webhook events'),
        group('reference/schemas', 'Schemas'),
        ...alone.map((page) => linkTo(page)),
        ...written,
      ],
    },
    group('errors', 'Errors'),
  ]
}
