import { expect, test } from 'vitest'
import { changelog } from '../src/site/changelog.ts'
import { guesses } from '../src/site/guesses.ts'
import { llmsIndex } from '../src/site/llms.ts'
import { allPages } from '../src/site/pages.ts'

const list = llmsIndex(allPages())

test.each([
  ['/reference/createCheckout', '/reference/checkout/createCheckout'],
  ['/docs/errors/page-not-paid', '/errors/page_not_paid'],
  ['/checkout/create', '/reference/checkout/createCheckout'],
  ['/help/expired', '/help/expired-link'],
])('whoever asks for %s is shown %s', (asked, meant) => {
  expect(guesses(asked, list).map(({ path }) => path)).toContain(meant)
})

test('an address without a word of any page is no reason to guess', () => {
  expect(guesses('/zzz/qqq.php', list)).toEqual([])
  expect(guesses('/%E2%82%AC', list)).toEqual([])
})

test('the changelog has what waits for a release, then each release with what changed in each package', () => {
  const logs = [
    {
      name: '@latchkey/sdk',
      text: '# @latchkey/sdk\n\n## 0.2.0\n\n### Minor Changes\n\n- More.\n\n## 0.1.0\n\nFirst.\n',
    },
    { name: '@latchkey/contract-tests', text: '# @latchkey/contract-tests\n\n## 0.1.0\n\nChecks.\n' },
  ]
  expect(changelog(['---\n"@latchkey/sdk": patch\n---\n\nNew code `x`.\n'], logs)).toBe(
    [
      '## Not released yet',
      'New code `x`.',
      '## 0.2.0',
      '### @latchkey/sdk 0.2.0',
      '#### Minor Changes',
      '- More.',
      '## 0.1.0',
      '### @latchkey/sdk 0.1.0',
      'First.',
      '### @latchkey/contract-tests 0.1.0',
      'Checks.\n',
    ].join('\n\n'),
  )
  expect(changelog([], logs)).not.toContain('Not released yet')
})
