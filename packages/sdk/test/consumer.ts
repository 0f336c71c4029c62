// An empty project outside this repository, in which the packed SDK is installed as anybody would, but without a network.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { makeAsset } from '../../../scripts/assets/asset.ts'
import { sdk } from '../../../scripts/assets/sdk.ts'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '../../..')
const dist = join(root, 'dist')
const sdkFolder = dirname(import.meta.dirname)

/** The tarball that `npm run build` makes and the server hands out. */
export const tarball = join(dist, 'sdk/latchkey-sdk.tgz')

/** Makes it, if it is not there or the sources have changed. */
const buildSdk = () => makeAsset(sdk, root, dist)

/** Where a package's dependency is installed in this repository. */
function installedFor(folder: string, name: string): string {
  for (let at = realpathSync(folder); at !== dirname(at); at = dirname(at)) {
    const found = join(at, 'node_modules', name)
    if (existsSync(found)) return realpathSync(found)
  }
  throw new Error(`${name} is not installed for ${folder}.`)
}

/** The folders of all that a package can use at run time, with what these need in turn. */
function needs(folder: string, found = new Set<string>()): Set<string> {
  const {
    dependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (peerDependenciesMeta[name]?.optional && folder !== sdkFolder) continue
    const installed = installedFor(folder, name)
    if (found.has(installed)) continue
    found.add(installed)
    needs(installed, found)
  }
  return found
}

/** An installed package is what was published already: `files` must not choose from it a second time. */
const asPublished = (target: string) => (folder: string, index: number) => {
  const copy = join(target, String(index))
  cpSync(folder, copy, { recursive: true })
  const { files, scripts, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest))
  return copy
}

/** What npm and Node of the surrounding `npm test` were told is nothing to a project of its own. */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|node_|vite|latchkey_|init_cwd$)/i.test(name)),
)

export interface Consumer {
  readonly folder: string
  write(name: string, text: string): string
  /** Runs a program in the folder. @returns what it wrote to stdout. @throws with all that it wrote when it fails. */
  run(program: string, ...args: string[]): string
}

/** An empty project; it goes away with the test file that asked. */
function newProject(): Consumer {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-consumer-')))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  const run = (program: string, ...args: string[]) => {
    const env = {
      ...environment,
      npm_config_cache: join(folder, '.npm'),
      npm_config_userconfig: join(folder, '.none'),
    }
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' })
    if (status === 0) return stdout
    throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${error ?? ''}${stdout}${stderr}`)
  }
  write('package.json', '{ "name": "shop", "private": true, "type": "module" }')
  return { folder, write, run }
}

/** What the SDK can use, and what those have who compile against it: types of React, for TanStack Query. */
function allNeeds(): string[] {
  const types = installedFor(sdkFolder, '@types/react')
  return [...needs(sdkFolder), types, ...needs(types)]
}

/** Makes one with the SDK and all it can use installed. */
export async function newConsumer(): Promise<Consumer> {
  await buildSdk()
  const consumer = newProject()
  const packed = join(consumer.folder, 'packed')
  mkdirSync(packed)
  const folders = allNeeds().map(asPublished(packed))
  const names = consumer.run('npm', 'pack', '--silent', '--pack-destination', packed, ...folders)
  const tarballs = names
    .trim()
    .split('\n')
    .map((name) => join(packed, name))
  consumer.run('npm', 'install', '--offline', '--no-audit', '--no-fund', tarball, ...tarballs)
  return consumer
}

/**
 * Makes one within a moment: the SDK is unpacked from its tarball, and what it can use is linked to where it is here.
 * @param others folders of more packages to link.
 */
export async function unpackedConsumer(others: readonly string[] = []): Promise<Consumer> {
  await buildSdk()
  const consumer = newProject()
  const modules = join(consumer.folder, 'node_modules')
  mkdirSync(join(modules, '@latchkey/sdk'), { recursive: true })
  consumer.run('tar', '-xzf', tarball, '--strip-components=1', '-C', join(modules, '@latchkey/sdk'))
  for (const folder of [...allNeeds(), ...others]) {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(realpathSync(folder), join(modules, name))
  }
  return consumer
}

/** The subpaths that the installed package offers code, such as `@latchkey/sdk/webhooks`. */
export function entries({ folder }: Consumer): string[] {
  const { exports } = JSON.parse(
    readFileSync(join(folder, 'node_modules/@latchkey/sdk/package.json'), 'utf8'),
  )
  return Object.keys(exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => join('@latchkey/sdk', subpath))
}

/** Compiles files of the consumer by a `tsc`, its own strictest way. @returns what the compiler says. */
export function compile(
  consumer: Consumer,
  tsc: string,
  { files, options, flags = [] }: { files: string[]; options: object; flags?: string[] },
): string {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  }
  const config = consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files }))
  return consumer.run(process.execPath, tsc, '-p', config, ...flags)
}

/** Where this repository has the types of Node. */
export const typeRoots = join(root, 'node_modules/@types')

/** The compiler of this repository. */
export const tsc = join(root, 'node_modules/typescript/bin/tsc')

/** Has Vite build a page of the consumer that calls Latchkey at `#{base URL}`, into the folder `built`. */
export function buildShop(consumer: Consumer): void {
  consumer.write(
    'index.html',
    '<!doctype html><title>Shop</title><script type="module" src="/shop.ts"></script>\n',
  )
  consumer.write(
    'shop.ts',
    `import { createLatchkey, unwrap } from '@latchkey/sdk'
const latchkey = createLatchkey({ baseUrl: location.hash.slice(1) })
const list = await unwrap(latchkey.pages.listPublicPages({ path: { handle: 'demo' } }))
document.body.textContent = list.items.map(({ title }) => title).join()
`,
  )
  const vite = require.resolve('vite/package.json').replace('package.json', 'bin/vite.js')
  const said = consumer.run(process.execPath, vite, 'build', '--outDir', 'built', '--logLevel', 'warn')
  if (said) throw new Error(said)
}
