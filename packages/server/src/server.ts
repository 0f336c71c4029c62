import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { addContentRoutes } from './features/files/service.ts'
import { guards, implementation } from './features/index.ts'
import { addHostedRoutes } from './hosted/routes.ts'
import { StartProblem } from './platform/config.ts'
import type { Answer, Deps } from './platform/deps.ts'
import { createApp } from './platform/http/app.ts'
import { addSystemRoutes } from './platform/system-routes.ts'

/** The whole HTTP application. `answered` sees every answer. */
export function createServerApp(deps: Deps, answered?: (answer: Answer) => void): Hono {
  const options = { deps, guards, ...(answered && { answered }) }
  return createApp(implementation, options, (app) => {
    addSystemRoutes(app, deps)
    addContentRoutes(app, options)
    addHostedRoutes(app, options)
  })
}

/**
 * Serves the application; `close` stops accepting and waits for running requests.
 * @throws StartProblem when the port is not to be had.
 */
export async function listen(app: Hono, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const why = 'code' in error ? error.code : error.message
      reject(new StartProblem(`PORT is wrong: it must be a port that is free for us (${why}).`))
    })
    server.listen(port, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        // Connections that fall idle while the last requests finish would else be kept for seconds.
        const idle = setInterval(() => closeIdleConnections(server), 100)
        server.close(() => {
          clearInterval(idle)
          resolve()
        })
        closeIdleConnections(server)
      }),
  }
}

function closeIdleConnections(server: ReturnType<typeof createAdaptorServer>): void {
  if ('closeIdleConnections' in server) server.closeIdleConnections()
}
