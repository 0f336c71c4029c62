// Makes few files of a program with all that it imports.
import { builtinModules } from 'node:module'
import { relative, resolve } from 'node:path'
import { type OutputOptions, type Plugin, rolldown } from 'rolldown'
import { type Asset, sourcesOf } from './asset.ts'
import { SOURCE_CONDITION } from './packed.ts'

export interface Bundle {
  readonly root: string
  /** Whose sources it is made of, and of no other file of this repository. */
  readonly asset: Asset
  /** Modules that are started, by the names of their files. */
  readonly input: Readonly<Record<string, string>>
  readonly folder: string
  /** Packages that stay outside. */
  readonly external?: readonly string[]
  readonly plugins?: Plugin[]
  /** Whether what is loaded only when it is needed has files of its own. */
  readonly splits?: boolean
  /** How it is written down, where that differs. */
  readonly output?: Pick<OutputOptions, 'charset' | 'comments' | 'sourcemapExcludeSources'>
}

/** A file that was made, and what went into it. */
export interface BundledFile {
  readonly name: string
  readonly modules: readonly string[]
}

export async function bundle(options: Bundle): Promise<BundledFile[]> {
  const { root, asset, input, folder, external = [], plugins = [], splits = false } = options
  const built = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    external: [...builtinModules, /^node:/, ...external],
    resolve: { conditionNames: [SOURCE_CONDITION, 'node', 'default'] },
    plugins,
    // What it cannot find it would leave to be found where it runs.
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    },
    // Comments that name files of this machine.
    experimental: { attachDebugInfo: 'none' },
  })
  const { output } = await built.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    ...(!splits && { codeSplitting: false }),
    ...options.output,
    sourcemap: true,
    sourcemapPathTransform: (path, map) => publicName(relative(root, resolve(map, '..', path))),
  })
  await built.close()
  const files = output.flatMap((chunk) =>
    chunk.type === 'chunk' ? { name: chunk.fileName, modules: chunk.moduleIds } : [],
  )
  const known = new Set(sourcesOf(asset, root))
  const unknown = files
    .flatMap(({ modules }) => modules)
    .filter((id) => isOwn(id) && !known.has(relative(root, id)))
  if (unknown.length > 0) throw new Error(`Add to the sources in scripts/assets: ${unknown.join(', ')}`)
  return files
}

/** Whether a module is a file of this repository, neither installed nor made by the bundler. */
const isOwn = (id: string) => !id.includes('/node_modules/') && !id.startsWith('\0')

/** The folder of the package that a module is from; `null` for one of this repository, or of the bundler. */
export const packageOf = (id: string): string | null =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\0', ''))?.[0] ?? null

/** A source's name without the place where it was installed. */
const publicName = (path: string) =>
  path.replace(/^.*\bnode_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?/, 'node_modules/')
