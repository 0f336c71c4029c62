import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { builtAsset } from '../../../scripts/assets/built.ts'

const site = join(await builtAsset('dashboard'), 'site')

test('what loads before any screen leaves room for the screen: 300 kB of scripts together', () => {
  const page = readFileSync(join(site, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
  expect(scripts.length).toBeGreaterThan(0)
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(site, file))).length, 0)
  expect(bytes).toBeLessThan(250_000)
  // Nothing that only some screens need: charts, and the editor.
  const loaded = scripts.map((file) => readFileSync(join(site, file), 'utf8')).join()
  for (const part of ['recharts', 'cm-content']) expect(loaded).not.toContain(part)
})
