// Builds the docs once for all test files of a run that look at them, beside those that do not.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeAsset } from './assets/asset.ts'
import { docs } from './assets/docs.ts'

const root = dirname(import.meta.dirname)
const cache = join(root, 'node_modules/.cache/docs')

export default async function setup({ vitest, provide }: TestProject) {
  const looks = (path: string) => readFileSync(path, 'utf8').includes('/built-site.ts')
  if (!vitest.state.getPaths().some(looks)) return
  const built = makeAsset(docs, root, cache).then(
    () => ({ status: 200, text: join(cache, docs.name, 'site') }),
    (error: unknown) => ({ status: 500, text: error instanceof Error ? error.message : String(error) }),
  )
  // Workers are other processes: each asks, and is answered when it is there.
  const server = createServer(async (_request, response) => {
    const { status, text } = await built
    response.writeHead(status).end(text)
  })
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  provide('builtSite', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await built
  }
}
