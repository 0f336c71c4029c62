import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/runs.ts'
import { handOverUrl, namesToken } from './redirects.ts'

test.each([
  ['', '#latchkey_token=T'],
  ['#', '#latchkey_token=T'],
  ['#top', '#top&latchkey_token=T'],
  ['#/', '#/?latchkey_token=T'],
  ['#/thanks', '#/thanks?latchkey_token=T'],
  ['#!/thanks', '#!/thanks?latchkey_token=T'],
  ['#/thanks?order=1', '#/thanks?order=1&latchkey_token=T'],
  ['#/thanks?', '#/thanks?latchkey_token=T'],
  ['#a=1&b=2', '#a=1&b=2&latchkey_token=T'],
])('a fragment such as "%s" is kept', (own, expected) => {
  const frontEnd = new URL(`https://shop.example.com/app?x=1${own}`)
  expect(handOverUrl(frontEnd, 'T')).toBe(`https://shop.example.com/app?x=1${expected}`)
})

test('whatever the fragment is, it comes first, and a front end finds the one token', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (text, more) => {
      const frontEnd = new URL(text)
      frontEnd.hash += more
      fc.pre(!namesToken(frontEnd))
      const handedOver = new URL(handOverUrl(frontEnd, 'T-o_k'))
      expect(handedOver.hash.startsWith(frontEnd.hash)).toBe(true)
      expect(handedOver.hash.match(/[#?&]latchkey_token=([\w-]+)$/)?.[1]).toBe('T-o_k')
      for (const url of [handedOver, frontEnd]) url.hash = ''
      expect(handedOver.href).toBe(frontEnd.href)
    }),
    runs({ short: 300, long: 20_000 }),
  )
})
