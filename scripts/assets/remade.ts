// For tests: makes an asset a second time, elsewhere.
import { cpSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { linkModules, manifests } from '../link-modules.ts'
import { type Asset, makeAsset, sourcesOf } from './asset.ts'
import { filesBelow } from './files.ts'

const root = dirname(dirname(import.meta.dirname))

/** The repository with nothing in it but the sources of an asset, copied just now. */
function copyOf(asset: Asset): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-')))
  onTestFinished(() => rmSync(copy, { recursive: true }))
  for (const file of [...sourcesOf(asset, root), 'package.json']) cpSync(join(root, file), join(copy, file))
  for (const file of globSync(manifests, { cwd: copy })) {
    linkModules(root, copy, dirname(file))
  }
  return copy
}

/** Makes an asset from its sources alone. @returns its folder. */
export async function madeOf(asset: Asset): Promise<string> {
  const copy = copyOf(asset)
  await makeAsset(asset, copy, join(copy, 'dist'))
  return join(copy, 'dist', asset.name)
}

/** Makes an asset of its sources alone, in another place and zone, and expects what `here` holds, to the byte. */
export async function expectSameElsewhere(asset: Asset, here: string): Promise<void> {
  const there = copyOf(asset)
  // With the Node of this machine, if it has one of its own, npm compresses in another way.
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.includes('node_modules'))
  vi.stubEnv('PATH', path.join(delimiter))
  vi.stubEnv('TZ', 'Pacific/Auckland')
  onTestFinished(() => void vi.unstubAllEnvs())
  await makeAsset(asset, there, join(there, 'made/elsewhere'))

  const made = join(there, 'made/elsewhere', asset.name)
  const files = filesBelow(here)
  expect(files.length).toBeGreaterThan(3)
  expect(filesBelow(made)).toEqual(files)
  const differing = files.filter(
    (file) => !readFileSync(join(made, file)).equals(readFileSync(join(here, file))),
  )
  expect(differing).toEqual([])
}
