import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-site-'))
afterAll(() => rmSync(folder, { recursive: true }))
const t = await testApp({ env: { ASSETS_DIR: folder } })
const elsewhere = await testApp({
  env: { ASSETS_DIR: folder, PUBLIC_DOMAIN: 'keys.test', DOCS_URL: 'https://docs.shop.example/keys' },
})

const script = (code: string) => `<script>${code}</script>`
const page = (text: string) => `<!doctype html><title>${text}</title><p>${text}</p>`
const example = 'https://docs.latchkey.example'
const fragment = { url: '/guides/money', content: 'call https://latchkey.example/v2 to ask' }

const site = {
  'index.html': page('Start') + script(`go('${example}/guides')`) + script('two()') + script('two()'),
  'index.md': '# Start\n',
  'guides.html': page('Guides'),
  'guides/money.html': `${page('Money')}<script type="module" src="/_astro/page.js"></script>`,
  'guides/money.md': '# Money\n\nAt https://latchkey.example/v2, see https://demo.latchkey.example.\n',
  'errors/not_found.html': page('The site on not_found'),
  '404.html': page('Nothing here') + script('lost()'),
  '_astro/page.123.js': 'export const docs = "https://docs.latchkey.example"',
  '_astro/font.woff2': Buffer.from([0, 1, 2, 3]),
  'pagefind/fragment/en_1.pf_fragment': gzipSync(`pagefind_dcd${JSON.stringify(fragment)}`),
  'sitemap-0.xml': `<loc>${example}/</loc><loc>${example}/guides</loc>`,
  'robots.txt': `Sitemap: ${example}/sitemap-0.xml\n`,
  'llms.txt': `[Money](${example}/guides/money.md) https%3A%2F%2Flatchkey.example%2Fv2`,
} satisfies Record<string, string | Buffer>

/** As `npm run build` leaves it. */
function build(files: Record<string, string | Buffer> = site) {
  rmSync(join(folder, 'docs'), { recursive: true, force: true })
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, 'docs/site', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  writeFileSync(join(folder, 'docs/manifest.json'), JSON.stringify({ key: 'k', files: Object.keys(files) }))
}
beforeEach(() => build())

const get = (path: string, init?: RequestInit, host = 'docs', app: TestApp = t) =>
  app.send(new Request(`${app.origin(host)}${path}`, init))

const html = { headers: { accept: 'text/html,*/*' } }
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''

describe('the site', () => {
  test.each([
    ['/', 'Start'],
    ['/guides', 'Guides'],
    ['/guides/money', 'Money'],
    ['/guides/%6doney?from=mail', 'Money'],
    ['/errors/not_found', 'The site on not_found'],
  ])('%s is a page', async (path, title) => {
    const response = await get(path, html)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      etag: expect.stringMatching(/^"/),
    })
    expect(response.headers.has('x-robots-tag')).toBe(false)
    expect(await response.text()).toContain(`<title>${title}</title>`)
  })

  test.each([
    ['/index.html', '/'],
    ['/index', '/'],
    ['/guides/', '/guides'],
    ['/guides.html', '/guides'],
    ['/guides.html/', '/guides'],
    ['/guides/money/?a=1', '/guides/money?a=1'],
    ['/guides/money.md/', '/guides/money.md'],
    ['/guides//', '/guides'],
  ])('%s leads to %s', async (path, to) => {
    const response = await get(path, html)
    expect([response.status, response.headers.get('location')]).toEqual([308, to])
    expect((await get(to)).status).toBe(200)
  })

  test.each([
    ['/guides/money.md', 'text/markdown; charset=utf-8'],
    ['/_astro/page.123.js', 'text/javascript; charset=utf-8'],
    ['/_astro/font.woff2', 'font/woff2'],
    ['/pagefind/fragment/en_1.pf_fragment', 'application/octet-stream'],
    ['/sitemap-0.xml', 'application/xml; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
  ])('%s is %s', async (path, type) => {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
    const kept = path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, no-cache'
    expect(response.headers.get('cache-control')).toBe(kept)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    '/nothing',
    '/404',
    '/404.html',
    '/guides/money/more',
    '/%',
    '/manifest.json',
    '/../manifest.json',
    '/%2e%2e/manifest.json',
    '/..%2fmanifest.json',
    '/guides/../../manifest.json',
    '/guides/..%5c..%5cmanifest.json',
    '//guides',
    '/_edge/nothing',
    '/guides/money.html%00',
    '/constructor',
    '/__proto__',
  ])('there is nothing at %s, and the page of the site says so', async (path) => {
    const response = await get(path, { headers: { ...html.headers, 'if-none-match': '*' } })
    expect([response.status, response.headers.get('location')]).toEqual([404, null])
    expect(await response.text()).toContain('Nothing here')
    expect(policyOf(response)).toContain(hash('lost()'))
  })

  test.each([
    ['/guides/nothing.md', 'text/markdown; charset=utf-8'],
    ['/guides/nothing.md/', 'text/markdown; charset=utf-8'],
    ['/errors/no_such_code.md', 'text/markdown; charset=utf-8'],
    ['/404.md', 'text/markdown; charset=utf-8'],
    ['/llms-more.TXT', 'text/plain; charset=utf-8'],
  ])('there is nothing at %s, and who reads text is told so in text', async (path, type) => {
    for (const accept of ['*/*', 'text/markdown', 'text/html,*/*']) {
      const response = await get(path, { headers: { accept } })
      expect([response.status, response.headers.get('content-type')]).toEqual([404, type])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await response.text()).toBe(
        `# This page is not here\n\nEvery page of these docs is listed in ${t.origin('docs')}/llms.txt.\n`,
      )
    }
  })

  test('is sent as the client can read it, and not again to those who have it', async () => {
    const plain = await (await get('/guides/money.md')).text()
    for (const [coding, read] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const response = await get('/', { headers: { 'accept-encoding': coding } })
      expect(response.headers.get('content-encoding')).toBe(coding)
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(response.headers.get('content-length')).toBe(String(bytes.length))
      expect(read(bytes).toString()).toContain('<title>Start</title>')
      const known = { 'accept-encoding': coding, 'if-none-match': response.headers.get('etag') ?? '' }
      expect((await get('/', { headers: known })).status).toBe(304)
      build({ ...site, 'index.html': page('Start anew') })
      expect((await get('/', { headers: known })).status).toBe(200)
      build()
    }
    const head = await get('/guides/money.md', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(plain.length),
      '',
    ])
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('takes no %s', async (method) => {
    const response = await get('/guides', { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await response.json()).error).toBe('method_not_allowed')
  })

  test.each([undefined, 'app', 'demo', 'api'])('is not on the host %s', async (host) => {
    const request = new Request(`${t.origin(host)}/guides/money`)
    const response = await t.send(request)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Nothing here')
  })

  test('the API answers beside it, also where it has nothing', async () => {
    const { openapi } = await (await get('/openapi.json')).json()
    expect(openapi).toMatch(/^3\.1/)
    const path = { handle: 'nobody', pageSlug: 'nothing' }
    const { error } = await t.client({ host: 'docs' }).pages.getPublicPage({ path })
    expect(error?.code).toBe('page_not_found')
    for (const path of ['/v2', '/v2/nothing', '/oauth/nothing', '/.well-known/nothing']) {
      const response = await get(path)
      expect([response.status, (await response.json()).error], path).toEqual([404, 'not_found'])
    }
    expect((await get('/v2/nothing', { method: 'POST' })).status).toBe(404)
  })
})

const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`

describe('a page may', () => {
  test('run its own scripts as they are served, and no others', async () => {
    const served = await get('/', html)
    const [, code = ''] = /<script>(.*?)<\/script>/.exec(await served.text()) ?? []
    expect(code).toBe(`go('${t.deps.config.docsUrl}/guides')`)
    const directives = new Map(
      policyOf(served)
        .split('; ')
        .map((each) => each.split(/ (.*)/) as [string, string]),
    )
    expect(directives.get('script-src')).toBe(`'self' 'wasm-unsafe-eval' ${hash(code)} ${hash('two()')}`)
    expect(directives.get('default-src')).toBe("'none'")
    expect(directives.get('frame-ancestors')).toBe("'none'")
    expect(directives.get('base-uri')).toBe("'none'")
    const money = policyOf(await get('/guides/money'))
    expect(money).toContain("script-src 'self' 'wasm-unsafe-eval';")
  })

  test('ask its own origin and the API, and nobody else', async () => {
    expect(policyOf(await get('/'))).toContain(`connect-src 'self' ${t.deps.config.origin};`)
  })
})

describe('origins are those of the deployment', () => {
  test('in pages, texts, scripts, the search and what lists the pages', async () => {
    const origin = t.deps.config.origin
    const demo = t.origin('demo')
    const docs = t.origin('docs')
    const text = async (path: string) => await (await get(path)).text()
    expect(await text('/guides/money.md')).toBe(`# Money\n\nAt ${origin}/v2, see ${demo}.\n`)
    expect(await text('/_astro/page.123.js')).toBe(`export const docs = "${docs}"`)
    expect(await text('/sitemap-0.xml')).toBe(`<loc>${docs}/</loc><loc>${docs}/guides</loc>`)
    expect(await text('/robots.txt')).toBe(`Sitemap: ${docs}/sitemap-0.xml\n`)
    expect(await text('/llms.txt')).toBe(
      `[Money](${docs}/guides/money.md) ${encodeURIComponent(origin)}%2Fv2`,
    )
    const packed = Buffer.from(await (await get('/pagefind/fragment/en_1.pf_fragment')).arrayBuffer())
    expect(gunzipSync(packed).toString()).toBe(
      `pagefind_dcd${JSON.stringify({ ...fragment, content: `call ${origin}/v2 to ask` })}`,
    )
    const font = await (await get('/_astro/font.woff2')).arrayBuffer()
    expect(Buffer.from(font)).toEqual(site['_astro/font.woff2'])
  })

  test('what only looks like one stays', async () => {
    const kept = [
      'https://latchkey.example.com/ https://notlatchkey.example/ https://latchkey.example-shop.com/',
      'PUBLIC_DOMAIN=latchkey.example hello@latchkey.example https://a.b.latchkey.example/',
    ].join('\n')
    build({ ...site, 'kept.md': `${kept} https://latchkey.example.` })
    expect(await (await get('/kept.md')).text()).toBe(`${kept} ${t.deps.config.origin}.`)
  })

  test('and where DOCS_URL says, if it names another place', async () => {
    const text = await (await get('/sitemap-0.xml', {}, 'docs', elsewhere)).text()
    expect(text).toBe(
      '<loc>https://docs.shop.example/keys/</loc><loc>https://docs.shop.example/keys/guides</loc>',
    )
    const response = await get('/guides/money.md', {}, 'docs', elsewhere)
    expect(await response.text()).toBe('# Money\n\nAt https://keys.test/v2, see https://demo.keys.test.\n')
  })
})

describe('a site that is not built', () => {
  const broken: [string, () => void][] = [
    ['no folder', () => rmSync(join(folder, 'docs'), { recursive: true })],
    ['no manifest', () => rmSync(join(folder, 'docs/manifest.json'))],
    ['half a manifest', () => writeFileSync(join(folder, 'docs/manifest.json'), '{"files":["ind')],
    [
      'a manifest that leads elsewhere',
      () => writeFileSync(join(folder, 'docs/manifest.json'), '{"files":["../manifest.json"]}'),
    ],
    ['no page', () => rmSync(join(folder, 'docs/site/guides.html'))],
  ]
  test.each(broken)('says so, and looks again by itself: %s', async (_, damage) => {
    damage()
    const response = await get('/guides?from="mail', html)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const text = await response.text()
    expect(text).toContain('<meta http-equiv="refresh" content="5; url=/guides?from=%22mail" />')
    expect(text).toMatch(/not built yet.*npm run build/s)
    const body = await (await get('/guides')).json()
    expect(body.error).toBe('unavailable')
    build()
    expect((await get('/guides', html)).status).toBe(200)
  })

  test.each(['//evil.example/a', '///evil.example/a', '/%5C/evil.example/a'])(
    'looks again on its own host: %s',
    async (path) => {
      rmSync(join(folder, 'docs'), { recursive: true })
      const text = await (await get(path, html)).text()
      const [, url = ''] = /content="5; url=([^"]*)"/.exec(text) ?? []
      expect(url).toContain('evil.example/a')
      expect(new URL(url, t.origin('docs')).origin).toBe(t.origin('docs'))
    },
  )

  test('says so in text to who reads text', async () => {
    rmSync(join(folder, 'docs'), { recursive: true })
    const response = await get('/guides/money.md', html)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(await response.text()).toMatch(/^# The docs are not there yet\n\n.*npm run build/)
  })

  test('still says what an error means, as does one that knows fewer of them', async () => {
    const { 'errors/not_found.html': _, ...rest } = site
    for (const prepare of [() => rmSync(join(folder, 'docs'), { recursive: true }), () => build(rest)]) {
      prepare()
      const response = await get('/errors/not_found', html)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<code>not_found</code>')
    }
  })

  test('shows no page of the former once it is there', async () => {
    expect(await (await get('/guides')).text()).toContain('Guides')
    build({ ...site, 'guides.html': page('Other guides') })
    expect(await (await get('/guides')).text()).toContain('Other guides')
  })
})
