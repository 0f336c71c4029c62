import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtSite } from './built-site.ts'

test('the site is built', async () => {
  expect(readFileSync(join(await builtSite(), 'index.html'), 'utf8')).toContain('<title>')
})
