import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { S3Settings } from '../src/platform/files/s3.ts'
import { isSigned } from './aws-signature.ts'

const require = createRequire(import.meta.url)

/** Something that speaks the protocol of S3, on loopback. */
export interface TestS3 {
  readonly settings: S3Settings
  stop(): Promise<void>
}

// Built into s3rver.
const KEY = 'S3RVER'

/** What the docs tell those to set who let browsers upload. */
const CORS = `<CORSConfiguration><CORSRule>
  <AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
  <AllowedHeader>content-type</AllowedHeader><AllowedHeader>if-none-match</AllowedHeader>
</CORSRule></CORSConfiguration>`

/** Starts it in a process of its own, with one empty bucket, behind a check of the signatures. */
export async function startS3(): Promise<TestS3> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-s3-'))
  const options = ['--directory', folder, '--address', '127.0.0.1', '--port', '0']
  const cors = join(folder, 'cors.xml')
  writeFileSync(cors, CORS)
  const child = spawn(
    process.execPath,
    [require.resolve('s3rver/bin/s3rver.js'), ...options, '--configure-bucket', 'latchkey', cors],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let port: string | undefined
  for await (const line of createInterface(child.stdout)) {
    port = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1]
    if (port) break
  }
  if (!port) throw new Error('s3rver did not start.')
  // What it logs is of no interest, but must go somewhere.
  child.stdout.resume()
  const front = await startFront(port)
  return {
    settings: { endpoint: front.origin, bucket: 'latchkey', accessKeyId: KEY, secretAccessKey: KEY },
    async stop() {
      front.close()
      const ended = child.exitCode === null ? once(child, 'exit') : null
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Passes on what was signed with the key, and refuses the rest. Uploads must be signed with `If-None-Match: *`, and are
 * answered by 412 where something is, as S3 does and s3rver does not.
 */
async function startFront(port: string): Promise<{ origin: string; close(): void }> {
  const taken = new Set<string>()
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    const header = (name: string) => String(headers[name] ?? '')
    const { pathname, searchParams } = new URL(url, `http://${headers.host}`)
    const refuse = (status: number) => {
      outgoing.writeHead(status).end()
      incoming.resume()
    }
    // A preflight carries no credentials.
    const isPreflight = method === 'OPTIONS'
    if (!isPreflight && !isSigned({ method, url: new URL(url, `http://${headers.host}`), header }, KEY))
      return refuse(403)
    if (method === 'PUT') {
      const signed = searchParams.get('X-Amz-SignedHeaders')?.split(';') ?? []
      if (header('if-none-match') !== '*' || !signed.includes('if-none-match')) return refuse(403)
      if (taken.has(pathname)) return refuse(412)
      taken.add(pathname)
    }
    if (method === 'DELETE') taken.delete(pathname)
    const passed = request({ port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      if (method === 'PUT' && answer.statusCode !== 200) taken.delete(pathname)
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(passed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const own = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${own}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
