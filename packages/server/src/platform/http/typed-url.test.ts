import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { runs } from '../../../test/runs.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const handle = await t.make.handle({ name: 'demo' })
await t.make.page({ handle, slug: 'premium' })
await t.make.page({ handle, slug: 'v2-news' })

const get = async (url: string, method = 'GET') => {
  const response = await t.send(new Request(url, { method }))
  return [response.status, response.headers.get('location')]
}

const demo = t.origin('demo')
const dotted = demo.replace(/$/, '.')

test.each([
  [`${demo}/premium/`, `${demo}/premium`],
  [`${demo}/premium//`, `${demo}/premium`],
  [`${demo}//premium`, `${demo}/premium`],
  [`${demo}/Premium`, `${demo}/premium`],
  [`${demo}/PREMIUM/?checkout=cancelled&A=%2F/`, `${demo}/premium?checkout=cancelled&A=%2F/`],
  [`${demo}/V2-News`, `${demo}/v2-news`],
  [`${demo}/_edge/group-buys/x/`, `${demo}/_edge/group-buys/x`],
  [`${demo}/_Edge/Group-Buys/X`, `${demo}/_edge/group-buys/x`],
  [`${demo}/_edge/visitor/access/`, `${demo}/_edge/visitor/access`],
  [`${demo}/_Edge/Visitor/Access/T/AbC-_1/`, `${demo}/_edge/visitor/access/t/AbC-_1`],
  [`${demo}/_edge/Support-Email/AbC-_1/`, `${demo}/_edge/support-email/AbC-_1`],
  [`${demo}/_edge/Visitor/Access`, `${demo}/_edge/visitor/access`],
  [`${demo}/_Edge/Support-Email/x.AbC-_1/`, `${demo}/_edge/support-email/x.AbC-_1`],
  [`${dotted}/premium`, `${demo}/premium`],
  [`${dotted}/`, `${demo}/`],
  [`${dotted}/Premium/?a=b`, `${demo}/premium?a=b`],
  [`${dotted}/_edge/visitor/access/t/AbC`, `${demo}/_edge/visitor/access/t/AbC`],
  [`${dotted}/_edge/visitor/access?cursor=x`, `${demo}/_edge/visitor/access?cursor=x`],
  [`${t.origin()}./`, `${t.origin()}/`],
  [`${t.origin('api')}./_edge/visitor/access`, `${t.origin('api')}/_edge/visitor/access`],
])('%s leads to %s', async (typed, meant) => {
  for (const method of ['GET', 'HEAD']) expect(await get(typed, method)).toEqual([308, meant])
  const [again] = await get(meant)
  expect(again, 'no second step').not.toBe(308)
})

test.each([
  `${demo}/v2/public/pages/demo/`,
  `${demo}/v2/public/pages/demo/Premium`,
  `${demo}/V2/public/pages/demo`,
  `${dotted}/v2/public/pages/demo/`,
  `${t.origin()}/oauth/Authorize`,
  `${t.origin()}/.well-known/jwks.json/`,
  `${t.origin('app')}/assets/Index-Ab1.js`,
  'https://evil.example./premium/',
  `${t.origin('a.b')}./premium`,
])('%s is what it is', async (url) => {
  const [status, location] = await get(url)
  expect(location).toBeNull()
  expect(status).toBe(404)
})

test('over https, too, nobody is sent on to where nothing is', async () => {
  const over = await testApp({ env: { LIMITS: 'off', PUBLIC_DOMAIN: 'latchkey.example' } })
  const answer = async (path: string) => {
    const response = await over.send(new Request(`${over.origin('demo')}${path}`))
    return [response.status, response.headers.get('location')]
  }
  expect(await answer('/_edge/Nothing/x')).toEqual([404, null])
  expect(await answer('/Premium')).toEqual([308, `${over.origin('demo')}/premium`])
})

test('a host with a dot serves the API as any other does', async () => {
  expect((await get(`${dotted}/v2/public/pages/demo`))[0]).toBe(200)
})

test('forms are not sent on', async () => {
  const response = await t.browser('demo').post('/Premium', { action: 'buy' })
  expect(response.status).toBe(404)
})

test('whatever is typed leads to our own hosts, and by one step', async () => {
  const piece = fc.constantFrom(
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2f',
    '%5C',
    'evil.example',
    '@',
    ':',
    'Premium',
    'A',
    '?q=//evil.example',
    '%0d%0a',
    'é',
    '/_edge/',
    '/t/',
  )
  const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
  await fc.assert(
    fc.asyncProperty(path, fc.boolean(), async (typed, dot) => {
      const [status, location] = await get(`${dot ? dotted : demo}${typed}`)
      if (status !== 308 || typeof location !== 'string') return
      expect(new URL(location).origin).toBe(demo)
      expect(location.startsWith(`${demo}/`)).toBe(true)
      expect((await get(location))[0]).not.toBe(308)
    }),
    runs({ short: 150, long: 5000 }),
  )
})
