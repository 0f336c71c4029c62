import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)

test('the TypeScript of the README compiles against the SDK', { timeout: 240_000 }, () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8')
  const code = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block)
  expect(code.length).toBeGreaterThan(0)
  const directory = mkdtempSync(fileURLToPath(new URL('packages/sdk/.readme-', root)))
  try {
    for (const [index, block] of code.entries()) {
      writeFileSync(join(directory, `example-${index}.ts`), block ?? '')
    }
    const config = { extends: '../../../tsconfig.json', include: ['*.ts'], exclude: [] }
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config))
    const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', root))
    const { stdout, status } = spawnSync(tsc, ['-p', directory], { encoding: 'utf8' })
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
  } finally {
    rmSync(directory, { recursive: true })
  }
})
