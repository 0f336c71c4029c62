// What has a name is found by people, by programs and by the search: as HTML, as Markdown and in the index.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type ErrorCode,
  errorCatalogue,
  exampleDocUrl,
  oauthErrorCatalogue,
  webhookEventTypes,
} from '@latchkey/contract'
import { eventsOf, operationsOf } from '@latchkey/contract/openapi-walk'
import { expect, test } from 'vitest'
import { document, operationPath, operations } from '../src/reference/contract.ts'
import { DOCS_ORIGIN } from '../src/site/origins.ts'
import { allPages } from '../src/site/pages.ts'
import { builtSite } from './built-site.ts'

const site = await builtSite()

const named: { name: string; path: string }[] = [
  ...operations.map((each) => ({ name: each.id, path: operationPath(each) })),
  ...Object.keys(errorCatalogue).map((code) => ({ name: code, path: `/errors/${code}` })),
  ...Object.keys(oauthErrorCatalogue).map((code) => ({ name: code, path: `/errors/oauth/${code}` })),
  ...webhookEventTypes.map((type) => ({ name: type, path: `/reference/events/${type}` })),
]

const read = (name: string): string => {
  const file = join(site, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Text of a page as the search knows it, by the path of the page. */
function indexed(): Map<string, string> {
  const folder = join(site, 'pagefind/fragment')
  return new Map(
    readdirSync(folder).map((name) => {
      const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8')
      const { url, content } = JSON.parse(text.slice(text.indexOf('{')))
      return [String(url).replace(/\.html$/, ''), String(content)]
    }),
  )
}

test('every operation, error and event has its page as HTML', () => {
  const lacking = named.filter(({ name, path }) => {
    const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(read(`${path}.html`)) ?? []
    return !main.includes(name)
  })
  expect(lacking).toEqual([])
})

test('and as Markdown', () => {
  expect(named.filter(({ name, path }) => !read(`${path}.md`).includes(name))).toEqual([])
})

test('and in the search', () => {
  const pages = indexed()
  expect(named.filter(({ name, path }) => !pages.get(path)?.includes(name))).toEqual([])
})

test('where errors, operations, events and areas lead is there', () => {
  const urls = [
    ...Object.keys(errorCatalogue).map((code) => exampleDocUrl(code as ErrorCode)),
    ...[...operationsOf(document), ...eventsOf(document)].map(({ externalDocs }) => externalDocs?.url ?? ''),
    ...(document.tags ?? []).map(({ externalDocs }) => externalDocs?.url ?? ''),
  ]
  expect(urls.filter((url) => !url.startsWith(DOCS_ORIGIN))).toEqual([])
  expect(urls.filter((url) => read(`${url.slice(DOCS_ORIGIN.length)}.html`) === '')).toEqual([])
  expect(urls.length).toBeGreaterThan(200)
})

test('every page is there in both forms', () => {
  const lacking = allPages().filter(({ id }) => read(`${id}.html`) === '' || read(`${id}.md`) === '')
  expect(lacking.map(({ id }) => id)).toEqual([])
  for (const name of ['llms.txt', 'llms-full.txt']) expect(read(name)).toMatch(/^# Latchkey\n/)
})
