import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtSite } from './built-site.ts'

const site = await builtSite()

test('the site is built', () => {
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('<title>')
})
