// Names of the contract come into guides by placeholders, so that a guide that names what is gone does not build.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCatalogue, oauthErrorCatalogue, webhookEventTypes } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { operations } from '../src/reference/contract.ts'
import { fill } from '../src/site/fill.ts'
import { guidePages } from '../src/site/guides.ts'
import { root } from '../src/site/root.ts'

const placeholders = new Map([
  ...operations.map(({ id }) => [id, `{{operation:${id}}}`] as const),
  ...Object.keys(oauthErrorCatalogue).map((code) => [code, `{{oauthError:${code}}}`] as const),
  ...Object.keys(errorCatalogue).map((code) => [code, `{{error:${code}}}`] as const),
  ...webhookEventTypes.map((type) => [type, `{{event:${type}}}`] as const),
])

/** A word that can only be a name: `unavailable` is one of the language too. */
const isUnmistakable = (name: string) => /[A-Z_.]/.test(name)

/** Names that somebody typed by hand into the prose of a guide, with what to write in their place. */
function typedByHand(text: string): string[] {
  const prose = text.replaceAll(/^( *)(`{3,}).*?^\1\2 *$/gms, '').replaceAll(/\{\{[^}]*\}\}/g, '')
  const words = [...prose.matchAll(/(?<![\w./-])[a-zA-Z]\w*(?:\.\w+)?(?![\w/(:-])/g)].map(([word]) => word)
  const linked = [...prose.matchAll(/\]\(\/(?:errors|reference\/[\w-]+)\/(?:oauth\/)?([\w.]+)/g)].map(
    ([, name = '']) => name,
  )
  const names = [...words.filter(isUnmistakable), ...linked].filter((word) => placeholders.has(word))
  return [...new Set(names)].map((name) => `${name}: write ${placeholders.get(name)}`)
}

test('names that are typed by hand are found, in prose and in links, and those in samples are not', () => {
  const found = (text: string) => typedByHand(text).map((each) => each.split(':')[0])
  expect(found('Call `createCheckout`, or wait for `purchase.completed`.')).toEqual([
    'createCheckout',
    'purchase.completed',
  ])
  expect(found('It ends in page_not_paid.')).toEqual(['page_not_paid'])
  expect(found('See [this](/errors/unavailable).')).toEqual(['unavailable'])
  expect(found('{{error:page_not_paid}}, `auth.signIn()`, unavailable')).toEqual([])
  expect(found('```ts\nawait latchkey.checkout.createCheckout({ path })\n```\n')).toEqual([])
})

test('a placeholder for what is not in the contract throws', () => {
  for (const gone of [
    'operation:buy',
    'error:sold_out',
    'oauthError:sold_out',
    'event:page.sold',
    'path:buy',
    'name:buy',
  ]) {
    expect(() => fill(`Use {{${gone}}}.`, 'a guide')).toThrow(/^a guide: \{\{/)
  }
  for (const there of ['error:page_not_paid', 'oauthError:invalid_grant', 'event:purchase.completed']) {
    expect(fill(`{{${there}}}`, 'a guide')).toContain(`\`${there.split(':')[1]}\`](/`)
  }
})

// The README of the SDK is read where nothing fills it; its samples compile against the SDK.
const filled = guidePages().filter(({ id }) => id !== 'guides/sdk')

test.each(filled)('$id names nothing of the contract by hand', ({ source = '' }) => {
  expect(typedByHand(readFileSync(join(root, source), 'utf8'))).toEqual([])
})
