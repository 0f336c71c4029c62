import { expect, test } from 'vitest'
import { allPages } from '../src/site/pages.ts'
import { sidebar } from '../src/site/sidebar.ts'

type Entry = ReturnType<typeof sidebar>[number]

const linksOf = (entry: Entry): string[] => ('link' in entry ? [entry.link] : entry.items.flatMap(linksOf))

test('the navigation has every page once, and nothing else', () => {
  const listed = sidebar().flatMap(linksOf).toSorted()
  // The start page is behind the name of the site.
  const there = allPages()
    .filter(({ id }) => !['index', '404'].includes(id))
    .map(({ id }) => `/${id}`)
  expect(listed).toEqual(there.toSorted())
})
