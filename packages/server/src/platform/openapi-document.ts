import { readFile } from 'node:fs/promises'
import { EXAMPLE_DOCS_URL } from '@latchkey/contract/example-shop'
import { servedDocument } from '@latchkey/contract/openapi-served'
import type { Config } from './config.ts'
import { type StaticFile, staticFileSoon } from './http/static-file.ts'

/** As `npm run generate` wrote it: to make it from the contract takes as long as half a start, and its memory for good. */
const FILE = new URL('../../../../openapi/openapi.json', import.meta.url)

const documents = new Map<string, Promise<StaticFile>>()

/** The document for a deployment: its own URLs and limits, and links to its documentation. */
// When somebody asks for it, and once for all apps of a process that serve the same.
export function documentOf(config: Config): Promise<StaticFile> {
  const { origin, docsUrl, sandbox, LIMITS } = config
  const key = JSON.stringify([origin, docsUrl, sandbox, LIMITS])
  const known = documents.get(key)
  if (known) return known
  const made = make(config).catch((error: unknown) => {
    documents.delete(key)
    throw error
  })
  documents.set(key, made)
  return made
}

async function make({ origin, docsUrl, sandbox, LIMITS }: Config): Promise<StaticFile> {
  const document = servedDocument(JSON.parse(await readFile(FILE, 'utf8')), {
    origin,
    sandbox,
    limits: LIMITS,
  })
  return await staticFileSoon(
    JSON.stringify(document).replaceAll(EXAMPLE_DOCS_URL, docsUrl),
    'application/json',
  )
}
