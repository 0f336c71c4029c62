import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { linkModules } from '../link-modules.ts'
import { assets } from './all.ts'
import { type Asset, makeAsset, sourcesOf } from './asset.ts'

const root = dirname(dirname(import.meta.dirname))

/** The repository with nothing in it but the sources of an asset, copied just now. */
function copyOf(asset: Asset): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-')))
  onTestFinished(() => rmSync(copy, { recursive: true }))
  for (const file of [...sourcesOf(asset, root), 'package.json']) cpSync(join(root, file), join(copy, file))
  for (const file of globSync('{package.json,{apps,packages}/*/package.json}', { cwd: copy })) {
    linkModules(root, copy, dirname(file))
  }
  return copy
}

test.each(assets.map((asset) => [asset.name, asset] as const))(
  '%s is made of its sources alone, and of equal ones the same to the byte, wherever and whenever',
  async (name, asset) => {
    const here = copyOf(asset)
    await makeAsset(asset, here, join(here, 'dist'))
    const there = copyOf(asset)
    // With the Node of this machine, if it has one of its own, npm compresses in another way.
    const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.includes('node_modules'))
    vi.stubEnv('PATH', path.join(delimiter))
    vi.stubEnv('TZ', 'Pacific/Auckland')
    onTestFinished(() => void vi.unstubAllEnvs())
    await makeAsset(asset, there, join(there, 'made/elsewhere'))

    const files = globSync('**', { cwd: join(here, 'dist', name), withFileTypes: true }).filter((f) =>
      f.isFile(),
    )
    expect(files.length).toBeGreaterThan(5)
    for (const { parentPath, name: fileName } of files) {
      const file = join(parentPath, fileName)
      const other = file.replace(join(here, 'dist'), join(there, 'made/elsewhere'))
      expect(existsSync(other), fileName).toBe(true)
      expect(readFileSync(other).equals(readFileSync(file)), fileName).toBe(true)
    }
  },
)
