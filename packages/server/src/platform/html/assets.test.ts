import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()

const get = (url: string, headers: Record<string, string> = {}) => t.send(new Request(url, { headers }))

async function linkedAssets() {
  const page = await t.make.page()
  const origin = t.origin(page.handle)
  const markup = await (await get(`${origin}/${page.slug}`)).text()
  const links = markup.matchAll(/<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"/g)
  return [...links].map(([, href = '']) => `${origin}${href}`)
}

test('what a page links to may be kept for good, because its address changes with it', async () => {
  const assets = await linkedAssets()
  expect(assets).toHaveLength(2)
  for (const url of assets) {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toMatch(/^(?:text\/css|image\/svg\+xml)/)
    expect((await response.text()).length).toBeLessThan(16_000)
  }
})

test('an old or missing version is asked for again each time, and answered by 304 when nothing changed', async () => {
  for (const url of await linkedAssets()) {
    for (const address of [url.replace(/\?.*/, ''), url.replace(/v=.*/, 'v=old')]) {
      const response = await get(address)
      expect(response.headers.get('cache-control')).toBe('public, no-cache')
      const etag = response.headers.get('etag') ?? ''
      const known = await get(address, { 'if-none-match': `"other", W/${etag}` })
      expect([known.status, await known.text()]).toEqual([304, ''])
      expect((await get(address, { 'if-none-match': '"other"' })).status).toBe(200)
    }
  }
})

test('the stylesheet fetches nothing from elsewhere', async () => {
  const css = await (await get(`${t.origin()}/_edge/assets/latchkey.css`)).text()
  expect(css).not.toMatch(/url\(|@import|@font-face/)
})
