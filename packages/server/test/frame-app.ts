import { contract } from '@latchkey/contract'
import type { Hono } from 'hono'
import { guards, names } from '../src/features/index.ts'
import type { RootDeps } from '../src/platform/deps.ts'
import { createApp, type Implementation } from '../src/platform/http/app.ts'
import { recordStandIn } from './contract-coverage.ts'

/** The frame of every operation, with the real guards, around handlers that all do the same. */
export function frameApp(deps: RootDeps, handler: () => Promise<never>): Hono {
  const implementation: Implementation = Object.fromEntries(
    Object.entries(contract).map(([area, operations]) => [
      area,
      {
        operations,
        handlers: Object.fromEntries(Object.keys(operations).map((id) => [id, handler])),
      },
    ]),
  )
  return createApp(implementation, { deps, guards, names, answered: recordStandIn }, () => {})
}
