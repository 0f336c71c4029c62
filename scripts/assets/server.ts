// The server as the image runs it, and its operators' commands: a few files that need nothing but Node. They are read in a third of the time.
import { cpSync, globSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Asset, MANIFEST } from './asset.ts'
import { type BundledFile, bundle, packageOf } from './bundle.ts'
import { leanMap } from './lean-map.ts'
import { writeLicences } from './licences.ts'

const SERVER = 'packages/server'

/** What operators run beside the server, with its environment. */
const commands = ['check-stripe', 'rotate-keys']

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
  'platform/openapi-document.ts': [`'../../../../openapi/openapi.json'`, `'./openapi.json'`],
}

/** Modules that packages load and nothing here uses, and what stands in their place. */
const unused: Readonly<Record<string, string>> = {
  // graphile-worker looks for a file of its settings, from the working directory upwards.
  'cosmiconfig/dist/index.js': 'export const cosmiconfigSync = () => ({ search: () => null })',
  // pino asks who calls it, for transports; to tell it, Node would read all of the source map.
  'pino/lib/caller.js': 'module.exports = () => undefined',
  // Messages of zod in fifty languages, whose letters would make all of the code take two bytes each.
  'zod/v4/locales/index.js': `export { default as en } from './en.js'`,
  // Counts in stores that Latchkey does not have.
  'rate-limiter-flexible/index.js': ['RateLimiterMemory', 'RateLimiterRedis', 'RateLimiterRes']
    .map((name) => `export { default as ${name} } from './lib/${name}.js'`)
    .join('\n'),
}

export const server: Asset = {
  name: 'server',
  sources: [
    `${SERVER}/src/**`,
    `${SERVER}/package.json`,
    'packages/contract/src/**',
    'packages/contract/package.json',
    'openapi/openapi.json',
  ],
  async make(folder, key, root) {
    const source = join(root, SERVER, 'src')
    const missed = new Set([...Object.keys(places).map((name) => join(source, name)), ...Object.keys(unused)])
    const files = await bundle({
      root,
      asset: server,
      input: {
        main: join(source, 'main.ts'),
        thread: join(source, 'platform/markdown/thread.ts'),
        ...Object.fromEntries(commands.map((name) => [name, join(source, `${name}.ts`)])),
      },
      folder,
      splits: true,
      external: [NATIVE],
      // Held in memory while the process lives: one byte a character, and nothing that does not run.
      output: { charset: 'ascii', comments: false, sourcemapExcludeSources: true },
      plugins: [
        {
          name: 'What is not used',
          load(id) {
            const [, name = ''] = /^.*\/node_modules\/(.*)$/.exec(id) ?? []
            const code = unused[name]
            if (code === undefined) return null
            missed.delete(name)
            return { code, moduleType: 'js' }
          },
        },
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
    for (const name of globSync('*.js.map', { cwd: folder })) {
      const file = join(folder, name)
      const map = leanMap(JSON.parse(readFileSync(file, 'utf8')), (path) => !path.startsWith('node_modules/'))
      writeFileSync(file, JSON.stringify(map))
    }
    writeLicences(files, folder)
    cpSync(join(source, 'platform/html/assets'), join(folder, 'assets'), { recursive: true })
    cpSync(join(root, 'openapi/openapi.json'), join(folder, 'openapi.json'))
    const native = realpathSync(join(root, SERVER, 'node_modules', NATIVE))
    for (const each of globSync(`${basename(NATIVE)}*`, { cwd: dirname(native) })) {
      const target = join(folder, 'node_modules', dirname(NATIVE), each)
      cpSync(join(dirname(native), each), target, { recursive: true, dereference: true })
    }
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, type: 'module' })}\n`)
    writeFileSync(
      join(folder, MANIFEST),
      `${JSON.stringify({ key, packages: packagesIn(files) }, null, 2)}\n`,
    )
  },
}

/** Names of the packages in each file, by which a test sees what is loaded when. */
const packagesIn = (files: readonly BundledFile[]) =>
  Object.fromEntries(
    files.map(({ name, modules }) => {
      const folders = modules.flatMap((id) => packageOf(id) ?? [])
      const names = folders.map((folder) => folder.replace(/^.*\/node_modules\//, ''))
      return [name, [...new Set(names)].toSorted()]
    }),
  )
