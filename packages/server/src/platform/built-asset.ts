import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorEntry } from '@latchkey/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { z } from 'zod'
import type { Config } from './config.ts'
import { fail } from './failure.ts'
import { layout } from './html/layout.ts'
import { htmlResponse } from './html/response.ts'
import type { RequestFacts } from './http/request.ts'
import { apiHeaders, errorHeaders, errorJson, type HeaderList } from './http/respond.ts'

/** Kept by caches that ask each time whether it is still the same. */
export const CURRENT = 'public, no-cache'
/** Kept for good: whatever has this name has these bytes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Where `npm run build` puts what it makes of this name. */
export const assetFolder = (config: Config, name: string): string => join(config.ASSETS_DIR, name)

/** Reads what `npm run build` wrote beside what it made. */
export const readManifest = async <S extends z.ZodType>(folder: string, schema: S): Promise<z.output<S>> =>
  schema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))

/** What is said of something that was not built; `subject` is the beginning of the sentence. */
export const notBuilt = (subject: string, pronoun: 'it' | 'them' = 'it'): string =>
  `${subject} not built yet. After \`npm start\` that takes a minute; elsewhere \`npm run build\` ` +
  `makes ${pronoun} in the folder dist, and ASSETS_DIR says where that is.`

const textTypes: Readonly<Record<string, string>> = { md: 'text/markdown', txt: 'text/plain' }

/** The type of text that a path asks for by its ending. Who reads that is told in it what is wrong. */
export const textTypeOf = (path: string): string | undefined => {
  const [, ending = ''] = /\.(md|txt)\/*$/i.exec(path) ?? []
  return textTypes[ending.toLowerCase()]
}

/** As text where text was asked for, for browsers as a page, for everybody else as an error of the API, with the sentence that helps here. */
export async function assetProblem(
  c: Context,
  request: RequestFacts,
  code: 'not_found' | 'unavailable' | 'method_not_allowed',
  {
    message,
    title,
    headers: more = [],
    reload = false,
  }: {
    readonly message: string
    readonly title: string
    readonly headers?: HeaderList
    /** The page asks again by itself. */
    readonly reload?: boolean
  },
): Promise<Response> {
  const failure = fail(code)
  const { status } = errorEntry(code)
  const retry = errorHeaders(failure, request.config.origin)
  const headers: HeaderList = [['x-request-id', request.id], ...more, ...retry]
  const { pathname, search } = new URL(c.req.url)
  const type = textTypeOf(pathname)
  if (type !== undefined) {
    headers.push(...apiHeaders, ['content-type', `${type}; charset=utf-8`])
    return new Response(`# ${title}\n\n${message}\n`, { status, headers })
  }
  if (c.req.header('accept')?.includes('text/html')) {
    const main = html`<h1>${title}</h1><p class="lead">${message}${reload ? ' This page looks again by itself.' : ''}</p>`
    const [, seconds] = retry.find(([name]) => name === 'retry-after') ?? []
    // With two slashes at its beginning it would lead to the host that follows them.
    const refresh = { seconds: Number(seconds), url: `${pathname.replace(/^\/+/, '/')}${search}` }
    const page = layout({ title, card: 'alert', main, ...(reload && seconds && { refresh }) })
    return await htmlResponse(page, { status, headers })
  }
  const body = { ...JSON.parse(errorJson(failure, request.id, request.config)), message }
  headers.push(...apiHeaders, ['content-type', 'application/json'])
  return new Response(JSON.stringify(body), { status, headers })
}
