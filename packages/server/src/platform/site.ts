import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { EXAMPLE_DOCS_URL, EXAMPLE_ORIGIN } from '@latchkey/contract/example-shop'
import { z } from 'zod'
import { readManifest } from './built-asset.ts'
import type { Config } from './config.ts'
import { type StaticFile, staticFileSoon } from './http/static-file.ts'
import { Recent } from './recent.ts'

/** Written by `npm run build` beside the folder `site`: there is nothing but these files. */
const Manifest = z.object({ files: z.array(z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^/].*$/)) })

/** What is shown at a path that does not exist. */
const NOT_FOUND_PAGE = '404.html'

/** Bytes of files, ready to be sent, that are kept in memory. */
const MAX_BYTES = 8 * 1024 * 1024

const text = (type: string) => ({ type: `${type}; charset=utf-8`, text: true })
const binary = (type: string) => ({ type, text: false })

const types: Readonly<Record<string, { readonly type: string; readonly text: boolean }>> = {
  '.html': text('text/html'),
  '.md': text('text/markdown'),
  '.txt': text('text/plain'),
  '.css': text('text/css'),
  '.js': text('text/javascript'),
  '.mjs': text('text/javascript'),
  '.xml': text('application/xml'),
  '.json': text('application/json'),
  '.webmanifest': text('application/manifest+json'),
  '.svg': text('image/svg+xml'),
  '.png': binary('image/png'),
  '.jpg': binary('image/jpeg'),
  '.webp': binary('image/webp'),
  '.avif': binary('image/avif'),
  '.ico': binary('image/x-icon'),
  '.woff2': binary('font/woff2'),
  '.wasm': binary('application/wasm'),
}

/** A file as it is served. */
export interface SiteFile {
  readonly file: StaticFile
  /** Hashes of the scripts in a page, as a Content-Security-Policy has them. */
  readonly scripts: readonly string[]
}

interface Build {
  /** Tells one build from the next. */
  readonly version: string
  /** Files by the paths at which they are served. */
  readonly paths: ReadonlyMap<string, string>
  readonly files: Recent<SiteFile>
}

/** What stands at a path: a file, or the way to where it is. */
export type Found = { readonly file: string } | { readonly moved: string }

/** A built site: read when asked for, with the origins of this deployment in place of those of the examples. */
export class Site {
  readonly #folder: string
  readonly #ownOrigins: (text: string) => string
  #build: Build | null = null

  constructor(folder: string, config: Config) {
    this.#folder = folder
    this.#ownOrigins = ownOrigins(config)
  }

  /** The build that is there now, which `npm run build` may replace at any time; `null` when there is none. */
  async current(): Promise<Build | null> {
    try {
      const { ino, mtimeMs, size } = await stat(join(this.#folder, 'manifest.json'))
      const version = `${ino} ${mtimeMs} ${size}`
      if (this.#build?.version !== version) {
        const { files } = await readManifest(this.#folder, Manifest)
        const served = files.filter((file) => file !== NOT_FOUND_PAGE)
        this.#build = {
          version,
          paths: new Map(served.map((file) => [pathOf(file), file])),
          files: new Recent(MAX_BYTES, bytesOf),
        }
      }
    } catch {
      this.#build = null
    }
    return this.#build
  }

  /** What stands at a path as it was sent. */
  find({ paths }: Build, sent: string): Found | null {
    const path = decoded(sent)
    const file = paths.get(path)
    if (file !== undefined) return { file }
    const meant = pathOf(path.slice(1).replace(/\/+$/, ''))
    return paths.has(meant) ? { moved: encodeURI(meant) } : null
  }

  /** @throws when it is not there, because the build has just been replaced. */
  async read({ files }: Build, file: string): Promise<SiteFile> {
    return await files.get(file, () => this.#prepare(file))
  }

  /** What is shown at a path that does not exist. */
  async readNotFound(build: Build): Promise<SiteFile> {
    return await this.read(build, NOT_FOUND_PAGE)
  }

  async #prepare(file: string): Promise<SiteFile> {
    const content = await readFile(join(this.#folder, 'site', file))
    const { type, text } = types[extname(file)] ?? binary('application/octet-stream')
    if (file.endsWith('.pf_fragment'))
      return { file: await staticFileSoon(await this.#fragment(content), type), scripts: [] }
    if (!text) return { file: await staticFileSoon(content, type), scripts: [] }
    const own = this.#ownOrigins(content.toString())
    return { file: await staticFileSoon(own, type), scripts: file.endsWith('.html') ? scriptHashes(own) : [] }
  }

  /** What the search shows of a page: text, which the browser unpacks itself. */
  async #fragment(content: Buffer): Promise<Buffer> {
    const unpacked = await promisify(gunzip)(content)
    return await promisify(gzip)(this.#ownOrigins(unpacked.toString()))
  }
}

/** The path of a file: pages are known without their ending. */
const pathOf = (file: string): string => `/${file}`.replace(/(?:\/index)?(?:\.html)?$/, '') || '/'

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const bytesOf = ({ file }: SiteFile): number =>
  [...file.bodies.values()].reduce((sum, { length }) => sum + length, 0)

const exampleHost = new URL(EXAMPLE_ORIGIN).host.replaceAll('.', '\\.')

/** Puts the origins of this deployment in the place of those of the examples, also where they are part of a query. */
function ownOrigins({ origin, docsUrl, PUBLIC_SCHEME, PUBLIC_DOMAIN }: Config): (text: string) => string {
  const own = (label: string | undefined): string => {
    if (label === undefined) return origin
    const isDocs = `https://${label}.${new URL(EXAMPLE_ORIGIN).host}` === EXAMPLE_DOCS_URL
    return isDocs ? docsUrl : `${PUBLIC_SCHEME}://${label}.${PUBLIC_DOMAIN}`
  }
  const after = String.raw`(?![\w-]|\.\w)`
  const plain = new RegExp(String.raw`https://(?:([\w{}-]+)\.)?${exampleHost}${after}`, 'g')
  const encoded = new RegExp(String.raw`https%3A%2F%2F(?:([\w-]+)\.)?${exampleHost}${after}`, 'gi')
  return (text) =>
    text
      .replaceAll(plain, (_, label?: string) => own(label))
      .replaceAll(encoded, (_, label?: string) => encodeURIComponent(own(label)))
}

/** Of the scripts that stand in a page and are run there (CSP Level 3 §8.3). */
function scriptHashes(page: string): string[] {
  const inline = [...page.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gis)]
    .filter(
      ([, attributes = '']) => !/\ssrc\s*=|\stype\s*=\s*["']?application\/(?:ld\+)?json/i.test(attributes),
    )
    .map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return [...new Set(inline)]
}
