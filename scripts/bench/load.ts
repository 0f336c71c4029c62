// Sends requests as fast as they are answered: by wrk where there is one, which leaves most of the processor to those
// who are measured, else by autocannon.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import autocannon from 'autocannon'
import type { Round } from './rounds.ts'

/** A POST that the benchmark makes. */
export interface BenchRequest {
  readonly path: string
  readonly cookie?: string
  /** JSON. */
  readonly body?: string
}

export interface Load {
  readonly origin: string
  /** Sent in turn; from the beginning again where they do not last. */
  readonly requests: readonly BenchRequest[]
  readonly connections: number
  readonly seconds: number
}

const hasWrk = spawnSync('wrk', ['--version']).error === undefined

/** What sends the requests. */
export const generator = hasWrk ? 'wrk' : 'autocannon'

/** Sends requests over `connections` connections, each the next one as soon as the last was answered. */
export const send = (load: Load): Promise<Round> => (hasWrk ? byWrk(load) : byAutocannon(load))

export const headersOf = ({ cookie, body }: BenchRequest): Record<string, string> => ({
  ...(cookie !== undefined && { cookie }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
})

function judged(what: string, refused: number, failed: number, round: Round): Round {
  if (refused > 0 || failed > 0)
    throw new Error(`${what}: ${refused} answers were no success, ${failed} requests failed.`)
  return round
}

/** One request on a line. All are put together before the clock starts. */
const script = `
local requests, at = {}, 0
function init(args)
  for line in io.lines(args[1]) do
    local path, cookie, body = line:match("([^\\t]*)\\t([^\\t]*)\\t(.*)")
    local headers = {}
    if cookie ~= "" then headers["Cookie"] = cookie end
    if body ~= "" then headers["Content-Type"] = "application/json" else body = nil end
    requests[#requests + 1] = wrk.format("POST", path, headers, body)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency)
  local errors = summary.errors
  print(string.format("done %d %d %f %d %d", summary.requests, summary.duration, latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
`

async function byWrk({ origin, requests, connections, seconds }: Load): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    const [program, lines] = [join(folder, 'requests.lua'), join(folder, 'requests')]
    writeFileSync(program, script)
    writeFileSync(
      lines,
      requests.map(({ path, cookie = '', body = '' }) => `${path}\t${cookie}\t${body}\n`).join(''),
    )
    const how = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', program, origin, '--', lines]
    const child = spawn('wrk', how, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    const numbers = /^done (.*)$/m.exec(said)?.[1]?.split(' ').map(Number)
    if (!numbers) throw new Error(`wrk failed:\n${said}`)
    const [answers = 0, duration = 0, p99 = 0, refused = 0, failed = 0] = numbers
    const round = { perSecond: answers / (duration / 1e6), p99: p99 / 1000 }
    return judged(origin, refused, failed, round)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function byAutocannon({ origin, requests, connections, seconds }: Load): Promise<Round> {
  let client = 0
  const finished = Promise.withResolvers<autocannon.Result>()
  const options: autocannon.Options = {
    url: origin,
    connections,
    duration: seconds,
    setupClient(connection) {
      // Each connection has its own share of the requests; together they make all of them in turn.
      const own = client++
      connection.setRequests(
        requests
          .filter((_, index) => index % connections === own)
          .map((request) => ({
            method: 'POST',
            path: request.path,
            headers: headersOf(request),
            ...(request.body !== undefined && { body: request.body }),
          })),
      )
    },
  }
  const instance = autocannon(options, (error, result) =>
    error ? finished.reject(error) : finished.resolve(result),
  )
  // The clock starts with the first answer: autocannon prepares its requests in time that is not the server's.
  let started = 0
  let answers = 0
  instance.on('response', () => {
    if (answers++ === 0) started = performance.now()
  })
  const result = await finished.promise
  const taken = (performance.now() - started) / 1000
  return judged(origin, result.non2xx, result.errors, {
    perSecond: answers / taken,
    p99: result.latency.p99,
  })
}
