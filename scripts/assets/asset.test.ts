import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Asset, makeAsset } from './asset.ts'

const cwd = process.cwd()
let root: string
let dist: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-asset-'))
  dist = join(root, 'dist')
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'src/a.txt'), 'first')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Copies its source, so that what is made tells what it was made from. */
const asset: Asset = {
  name: 'copy',
  sources: ['src/**'],
  async make(folder, key) {
    for (const name of readdirSync(join(root, 'src'))) {
      writeFileSync(join(folder, name), readFileSync(join(root, 'src', name)))
    }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ key }))
  },
}
const make = (other: Partial<Asset> = {}) => makeAsset({ ...asset, ...other }, root, dist)
const made = () => readdirSync(join(dist, 'copy')).toSorted()

test('an asset is made when a source is other than before, and then only', async () => {
  expect(await make()).toBe(true)
  expect(await make()).toBe(false)
  const changes = [
    () => writeFileSync(join(root, 'src/a.txt'), 'second'),
    () => writeFileSync(join(root, 'src/b.txt'), ''),
    () => rmSync(join(root, 'src/b.txt')),
    () => writeFileSync(join(root, 'pnpm-lock.yaml'), 'other tools'),
    () => rmSync(join(dist, 'copy/manifest.json')),
    () => writeFileSync(join(dist, 'copy/manifest.json'), '{'),
  ]
  for (const change of changes) {
    change()
    expect([await make(), await make()]).toEqual([true, false])
    expect(made()).toEqual([...readdirSync(join(root, 'src')), 'manifest.json'])
  }
  expect(readdirSync(dist)).toEqual(['copy'])
})

test('tests and what was built or installed below a source do not count', async () => {
  await make()
  for (const name of ['node_modules/x/index.js', 'dist/a.js', 'a.test.ts']) {
    mkdirSync(join(root, 'src', name, '..'), { recursive: true })
    writeFileSync(join(root, 'src', name), '')
    expect(await make()).toBe(false)
  }
})

test('one that fails leaves what was there, and nothing else', async () => {
  await make()
  writeFileSync(join(root, 'src/a.txt'), 'second')
  const failing = make({ make: () => Promise.reject(new Error('no compiler')) })
  await expect(failing).rejects.toThrow('no compiler')
  expect(readFileSync(join(dist, 'copy/a.txt'), 'utf8')).toBe('first')
  await expect(make({ make: async () => {} })).rejects.toThrow('has another key')
  expect(readdirSync(dist)).toEqual(['copy'])
})

/** A process of its own that runs `code` with `makeAsset`, `root` and `dist` at hand. */
function start(code: string) {
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs'
    import { makeAsset } from ${JSON.stringify(import.meta.resolve('./asset.ts'))}
    const root = ${JSON.stringify(root)}
    const dist = ${JSON.stringify(dist)}
    ${code}`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' })
}

test('one that dies is not taken for whole, and is cleared away by the next', async () => {
  await make()
  writeFileSync(join(root, 'src/a.txt'), 'second')
  const child = start(`
    await makeAsset({ name: 'copy', sources: ['src/**'], async make(folder, key) {
      writeFileSync(folder + '/manifest.json', JSON.stringify({ key }))
      writeFileSync(root + '/dying', '')
      await new Promise((resolve) => setInterval(resolve, 2 ** 30))
    } }, root, dist)`)
  await vi.waitFor(() => expect(existsSync(join(root, 'dying'))).toBe(true), { timeout: 60_000 })
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  expect(readFileSync(join(dist, 'copy/a.txt'), 'utf8')).toBe('first')
  expect(readdirSync(dist)).toHaveLength(2)
  expect(await make()).toBe(true)
  expect(readFileSync(join(dist, 'copy/a.txt'), 'utf8')).toBe('second')
  expect(readdirSync(dist)).toEqual(['copy'])
})

test('of many at once none fails, and whoever looks sees one that is whole', async () => {
  // Each changes what it is made from, so that each makes it anew every time.
  const children = Array.from({ length: 4 }, (_, number) =>
    start(`
      for (let turn = 0; turn < 25; turn++) {
        writeFileSync(root + '/src/${number}.txt', String(turn))
        await makeAsset({ name: 'copy', sources: ['src/**'], async make(folder, key) {
          for (const name of ['a', 'b', 'c']) writeFileSync(folder + '/' + name, key)
          writeFileSync(folder + '/manifest.json', JSON.stringify({ key }))
        } }, root, dist)
      }`),
  )
  const codes = Promise.all(children.map((child) => once(child, 'exit').then(([code]) => code)))
  let running = true
  codes.finally(() => {
    running = false
  })
  const seen = new Set<string>()
  while (running) {
    await new Promise(setImmediate)
    let contents: string[]
    try {
      // In one folder, whatever its name means a moment later.
      process.chdir(join(dist, 'copy'))
      contents = [
        ...['a', 'b', 'c'].map((name) => readFileSync(name, 'utf8')),
        readFileSync('manifest.json', 'utf8'),
      ]
    } catch {
      continue
    } finally {
      process.chdir(cwd)
    }
    const [key = '', ...others] = contents
    expect(others).toEqual([key, key, JSON.stringify({ key })])
    seen.add(key)
  }
  expect(await codes).toEqual([0, 0, 0, 0])
  expect(seen.size).toBeGreaterThan(1)
  expect(readdirSync(dist)).toEqual(['copy'])
})
