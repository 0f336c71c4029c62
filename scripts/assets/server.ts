// The server as the image runs it: a few files that need nothing but Node. They are read in a third of the time.
import { cpSync, globSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Asset, MANIFEST } from './asset.ts'
import { bundle } from './bundle.ts'

const SERVER = 'packages/server'

/** Packages with machine code, which go along as they are. */
const NATIVE = '@node-rs/argon2'

/**
 * What modules say of files beside them, as it is true in the bundle: there everything lies in one folder, which is
 * `dist/server`.
 */
const places: Readonly<Record<string, readonly [said: string, is: string]>> = {
  'platform/config.ts': [`'../../../../dist'`, `'..'`],
  'platform/html/assets.ts': ['`./assets/', '`./assets/'],
  'platform/markdown/renderer.ts': [`'./thread.ts'`, `'./thread.js'`],
}

export const server: Asset = {
  name: 'server',
  sources: [
    `${SERVER}/src/**`,
    `${SERVER}/package.json`,
    'packages/contract/src/**',
    'packages/contract/package.json',
  ],
  async make(folder, key, root) {
    const source = join(root, SERVER, 'src')
    const missed = new Set(Object.keys(places).map((name) => join(source, name)))
    await bundle({
      root,
      asset: server,
      input: {
        main: join(source, 'main.ts'),
        thread: join(source, 'platform/markdown/thread.ts'),
      },
      folder,
      splits: true,
      external: [NATIVE],
      plugins: [
        {
          name: 'Where files are',
          transform(code, id) {
            if (!id.startsWith(source) || !code.includes('import.meta.')) return null
            const [said = '', is = ''] = places[id.slice(source.length + 1)] ?? []
            if (!said || !code.includes(said))
              throw new Error(`${id} names a file that the bundle may not have.`)
            missed.delete(id)
            return { code: code.replace(said, is), map: null }
          },
        },
      ],
    })
    if (missed.size > 0) throw new Error(`They name no files any more: ${[...missed].join(', ')}`)
    cpSync(join(source, 'platform/html/assets'), join(folder, 'assets'), { recursive: true })
    const native = realpathSync(join(root, SERVER, 'node_modules', NATIVE))
    for (const each of globSync(`${basename(NATIVE)}*`, { cwd: dirname(native) })) {
      const target = join(folder, 'node_modules', dirname(NATIVE), each)
      cpSync(join(dirname(native), each), target, { recursive: true, dereference: true })
    }
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, type: 'module' })}\n`)
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify({ key }, null, 2)}\n`)
  },
}
