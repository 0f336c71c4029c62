import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { addContentRoutes } from './features/files/service.ts'
import { guards, implementation, names } from './features/index.ts'
import { errorDocs } from './hosted/error-docs.ts'
import { addHostedRoutes } from './hosted/routes.ts'
import { StartProblem } from './platform/config.ts'
import type { ObservedAnswer, RootDeps } from './platform/deps.ts'
import { createApp } from './platform/http/app.ts'
import { addPackageRoutes } from './platform/package-routes.ts'
import { dashboardSite, docsSite } from './platform/site-routes.ts'
import { addProbes, addSystemRoutes } from './platform/system-routes.ts'

/** The whole HTTP application. `answered` sees every answer. */
export function createServerApp(deps: RootDeps, answered?: (answer: ObservedAnswer) => void): Hono {
  const options = { deps, guards, names, ...(answered && { answered }) }
  const addRoutes = (app: Hono) => {
    addSystemRoutes(app, deps)
    addPackageRoutes(app, deps)
    addContentRoutes(app, options)
    addHostedRoutes(app, options)
  }
  const docs = docsSite(deps, errorDocs)
  const dashboard = dashboardSite(deps)
  return createApp(implementation, options, addRoutes, (c) => docs(c) ?? dashboard(c))
}

/** What a process answers that works on jobs and serves nobody. */
export function createWorkerApp(deps: RootDeps): Hono {
  const app = new Hono()
  addProbes(app, deps)
  return app
}

/**
 * Milliseconds that a connection may be idle. Longer than proxies keep theirs, 60 seconds with most: they must be the
 * ones to close it, or a request of theirs meets a connection that is just being closed.
 */
const KEEP_ALIVE_TIMEOUT = 65_000
/** Milliseconds for the headers of a request, counted from the one before; so longer than a connection may be idle. */
const HEADERS_TIMEOUT = 70_000

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** From now on every answer asks for its connection to be closed. */
  drain(): void
  /** Stops accepting, and waits for running requests. */
  close(): Promise<void>
}

/**
 * Serves the application. `host` is what a request without Host was sent to, as HTTP/1.0 allows.
 * @throws StartProblem when the port is not to be had.
 */
export async function listen(app: Hono, port: number, host = 'localhost'): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_TIMEOUT, headersTimeout: HEADERS_TIMEOUT })
  // The last answer on each connection. Taking answers in and out of a set instead would have each table that the set
  // has outgrown hold what the next one held, and so most requests, until all of the memory is looked through.
  const answers = new Map<Socket, ServerResponse>()
  let draining = false
  server.on('connection', (socket) => {
    socket.once('close', () => answers.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    if (draining) response.shouldKeepAlive = false
    answers.set(socket, response)
  })
  server.on('request', getRequestListener(app.fetch, { hostname: host }))
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
    drain() {
      draining = true
      for (const response of answers.values()) response.shouldKeepAlive = false
    },
    close: () =>
      new Promise((resolve) => {
        // Connections that fall idle while the last requests finish would else be kept for seconds.
        const idle = setInterval(() => server.closeIdleConnections(), 100)
        server.close(() => {
          clearInterval(idle)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
