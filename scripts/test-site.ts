// Builds server, docs and dashboard once for all test files of a run that use them, beside those that do not.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Asset, makeAsset } from './assets/asset.ts'
import { dashboard } from './assets/dashboard.ts'
import { docs } from './assets/docs.ts'
import { server } from './assets/server.ts'

const root = dirname(import.meta.dirname)
const cache = join(root, 'node_modules/.cache/built')

type Answer = { readonly status: number; readonly text: string }

/** Whoever asks is answered with the folder of the build, or with what was wrong with it, once it is there. */
const built = (asset: Asset, after: Promise<unknown>): Promise<Answer> =>
  after
    .then(() => makeAsset(asset, root, cache))
    .then(
      () => ({ status: 200, text: join(cache, asset.name) }),
      (error: unknown) => ({ status: 500, text: error instanceof Error ? error.message : String(error) }),
    )

export default async function setup({ vitest, provide }: TestProject) {
  const sources = vitest.state.getPaths().map((path) => readFileSync(path, 'utf8'))
  const isWanted = (name: string, file: string) =>
    sources.some((source) => source.includes(file) || source.includes(`builtAsset('${name}')`))
  const builds = new Map<string, Promise<Answer>>()
  // One after the other, beside the tests; what is wanted first is first.
  let last: Promise<unknown> = Promise.resolve()
  for (const [asset, file] of [
    [server, '/server-process.ts'],
    [dashboard, '/open-dashboard.ts'],
    [docs, '/built-site.ts'],
  ] as const) {
    if (!isWanted(asset.name, file)) continue
    const build = built(asset, last)
    builds.set(`/${asset.name}`, build)
    last = build
  }
  // Workers are other processes: each asks, and is answered when it is there.
  const told = createServer(async (request, response) => {
    const answer = (await builds.get(request.url ?? '')) ?? {
      status: 404,
      text: `Nobody builds ${request.url}.`,
    }
    response.writeHead(answer.status).end(answer.text)
  })
  told.requestTimeout = 0
  told.listen(0, '127.0.0.1')
  await once(told, 'listening')
  provide('builds', `http://127.0.0.1:${(told.address() as AddressInfo).port}`)
  return async () => {
    told.closeAllConnections()
    told.close()
    await last
  }
}
