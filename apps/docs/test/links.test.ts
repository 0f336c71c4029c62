// Everything that the built site leads to is there: pages, places in pages, files; and what machines are told of it is true.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXAMPLE_ORIGIN, shop } from '@latchkey/contract/example-shop'
import { expect, test } from 'vitest'
import { DOCS_ORIGIN } from '../src/site/origins.ts'
import { allPages } from '../src/site/pages.ts'
import { redirectProblems, redirects } from '../src/site/redirects.ts'
import { attribute, type BuiltPage, builtPages, textOf } from './built-pages.ts'
import { builtSite } from './built-site.ts'
import { fileAt } from './serve-site.ts'

const site = await builtSite()
const all = builtPages(site)
const isRedirect = ({ path }: BuiltPage) => Object.hasOwn(redirects, path)
const pages = all.filter((page) => !isRedirect(page))
const ids = new Map(
  all.map(({ path, elements }) => [path, new Set(elements.map((each) => attribute(each, 'id')))]),
)

/** Hosts of others, which may be linked to and are not asked. */
const others =
  /^https:\/\/(?:(?:docs|dashboard|support)\.stripe\.com|stripe\.com|www\.rfc-editor\.org|datatracker\.ietf\.org|developer\.mozilla\.org|www\.postgresql\.org|spec\.openapis\.org|modelcontextprotocol\.io|www\.standardwebhooks\.com|github\.com)(?:\/|$)/

// Six hundred pages share most of their links.
const present = new Map<string, boolean>()
function isPresent(pathname: string): boolean {
  const known = present.get(pathname) ?? fileAt(site, pathname) !== null
  present.set(pathname, known)
  return known
}

const addresses = ({ elements }: BuiltPage): string[] =>
  elements.flatMap((element) =>
    ['href', 'src', 'poster', 'action'].flatMap((name) => {
      const value = attribute(element, name)
      return value === undefined || element.tagName === 'use' ? [] : [value]
    }),
  )

/** What is wrong with a link on a page; `null` if nothing is. */
function problem(link: string, page: BuiltPage): string | null {
  if (/^(?:data|mailto):/.test(link)) return null
  const url = new URL(link, `${DOCS_ORIGIN}${page.path}`)
  if (
    url.origin === EXAMPLE_ORIGIN ||
    // The dashboard, and the site of the demo.
    ['app', shop.handle].some((host) => url.origin === EXAMPLE_ORIGIN.replace('://', `://${host}.`)) ||
    /^https?:\/\/(?:127\.0\.0\.1|(?:[\w-]+\.)?(?:localhost|shop\.example))[:/]/.test(link)
  )
    return null
  if (url.origin !== DOCS_ORIGIN)
    return others.test(link) ? null : `${link} leads to a host that is not known`
  if (!isPresent(url.pathname)) return `${link} leads nowhere`
  const anchor = decodeURIComponent(url.hash.slice(1))
  const target = url.pathname.replace(/(?<=.)\/$/, '')
  if (anchor === '' || !ids.has(target)) return null
  return ids.get(target)?.has(anchor) ? null : `${link} leads to no place in that page`
}

test('every link leads somewhere', () => {
  const dead = all.flatMap((page) =>
    [...new Set(addresses(page))].flatMap((link) => {
      const found = problem(link, page)
      return found === null ? [] : [`${page.path}: ${found}`]
    }),
  )
  expect(dead).toEqual([])
})

test('a link that leads nowhere is found', () => {
  const [page] = pages
  if (!page) throw new Error('There are no pages.')
  for (const link of ['/nothing', 'nothing', '/#nothing', '//other.example/', 'https://other.example/']) {
    expect(problem(link, page), link).not.toBeNull()
  }
  for (const link of [
    '/',
    '/errors/page_not_paid',
    '/errors/page_not_paid#_top',
    '/errors/page_not_paid.md',
  ]) {
    expect(problem(link, page), link).toBeNull()
  }
})

test('every page has one title, headings that differ in their order, no id twice, and pictures that say what they show', () => {
  const wrong = pages.flatMap(({ path, elements }) => {
    const known = elements.flatMap((each) => attribute(each, 'id') ?? [])
    const twice = known.filter((id, index) => known.indexOf(id) !== index)
    const mute = elements.filter((each) => each.tagName === 'img' && attribute(each, 'alt') === undefined)
    const levels = elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? [])
    const titles = levels.filter((level) => level === '1')
    const headings = elements
      .filter((each) => /^h[2-6]$/.test(each.tagName) && attribute(each, 'id') !== undefined)
      .map((each) => attribute(each, 'id'))
    return [
      ...twice.map((id) => `${path}: #${id} is there twice`),
      ...mute.map(() => `${path}: a picture without a text`),
      ...(titles.length === 1 ? [] : [`${path}: ${titles.length} titles`]),
      ...(new Set(headings).size === headings.length ? [] : [`${path}: a heading twice`]),
    ]
  })
  expect(wrong).toEqual([])
})

const inHead = ({ elements }: BuiltPage, tag: string, name: string, value: string) =>
  elements.filter((each) => each.tagName === tag && attribute(each, name) === value)

test('every page says what it is called, what it is about, where it is, and what a link to it looks like', () => {
  const lacking = pages.flatMap((page) => {
    const address = `${DOCS_ORIGIN}${page.path}`
    const canonical = inHead(page, 'link', 'rel', 'canonical').map((each) => attribute(each, 'href'))
    const content = (name: string, value: string) =>
      inHead(page, 'meta', name, value).map((each) => attribute(each, 'content') ?? '')
    const [image = ''] = content('property', 'og:image')
    return [
      ...(canonical.length === 1 && canonical[0] === address ? [] : [`${page.path}: canonical ${canonical}`]),
      ...(content('property', 'og:url')[0] === address ? [] : [`${page.path}: og:url`]),
      ...(['og:title', 'og:description', 'og:image:alt'] as const)
        .filter((name) => !content('property', name)[0])
        .map((name) => `${page.path}: ${name}`),
      ...(content('name', 'description')[0] ? [] : [`${page.path}: description`]),
      ...(image.startsWith(DOCS_ORIGIN) && fileAt(site, new URL(image).pathname)
        ? []
        : [`${page.path}: ${image}`]),
    ]
  })
  expect(lacking).toEqual([])
  const names = pages.map(({ elements }) =>
    elements
      .filter((each) => each.tagName === 'title')
      .map(textOf)
      .join(),
  )
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('the sitemap has every page, at the address that the page says is its own', () => {
  const index = readFileSync(join(site, 'sitemap-index.xml'), 'utf8')
  const locations = (text: string) => [...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url = '']) => url)
  const listed = locations(index).flatMap((url) =>
    locations(readFileSync(join(site, new URL(url).pathname), 'utf8')),
  )
  const own = pages.filter(({ path }) => path !== '/404').map(({ path }) => `${DOCS_ORIGIN}${path}`)
  expect(listed.map((url) => url.replace(/(?<=\.example)$/, '/')).toSorted()).toEqual(own.toSorted())
})

test('pages that were renamed are found at their new address, and the server is told', () => {
  const isPage = (path: string) => allPages().some(({ id }) => path === (id === 'index' ? '/' : `/${id}`))
  expect(redirectProblems(redirects, isPage)).toEqual([])
  expect(redirectProblems({ '/a': '/b', '/b': '/errors', '/errors': '/nothing', 'x/': '/' }, isPage)).toEqual(
    [
      '/a leads to /b, which leads on.',
      '/b leads to /errors, which leads on.',
      '/errors is a page.',
      '/errors leads to /nothing, which is no page.',
      'x/ is no path of a page.',
    ],
  )
  expect(JSON.parse(readFileSync(join(site, 'redirects.json'), 'utf8'))).toEqual(redirects)
  const sent = all.filter(isRedirect).map((page) => {
    const [refresh] = inHead(page, 'meta', 'http-equiv', 'refresh')
    return [page.path, /url=(.*)$/.exec(refresh ? (attribute(refresh, 'content') ?? '') : '')?.[1]]
  })
  expect(Object.fromEntries(sent)).toEqual(redirects)
})
