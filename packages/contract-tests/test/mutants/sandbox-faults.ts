import { createServer, request as requestHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { asking, type Mutant, type PassingAnswer } from './mutant.ts'

export const args = ['--sandbox']

export const parsed = ({ body }: { readonly body: Buffer }): Record<string, unknown> => {
  try {
    return Object(JSON.parse(body.toString() || '{}'))
  } catch {
    return {}
  }
}

export const refusal = ({ status }: PassingAnswer) => status === 401 || status === 403

/** Answers an operation that refused as it answered somebody whom it let in before. */
export const lettingIn =
  (isRefused: (answer: PassingAnswer) => boolean, ...operations: readonly string[]): Mutant['start'] =>
  () => {
    const good = new Map<string | null, PassingAnswer>()
    return async (request, ask) => {
      const answer = await ask(request)
      if (!operations.includes(request.operation ?? '')) return answer
      if (answer.status < 300) good.set(request.operation, answer)
      return isRefused(answer) ? (good.get(request.operation) ?? { ...answer, status: 200 }) : answer
    }
  }

/** Redeems once more what was redeemed before. */
export const tokensAgain =
  (grant: string): Mutant['start'] =>
  () => {
    let last: PassingAnswer | null = null
    return async (request, ask) => {
      const answer = await ask(request)
      if (request.operation !== 'issueOAuthToken' || !request.body.toString().includes(grant)) return answer
      if (answer.status === 200) last = answer
      return answer.status === 400 && last ? last : answer
    }
  }

/** A server between Latchkey and a receiver, which gives each webhook that comes again an id of its own. */
export const renaming: Mutant['start'] = () => {
  let target = ''
  let count = 0
  const relay = createServer((request, response) => {
    count += 1
    const headers = { ...request.headers, ...(count > 1 && { 'webhook-id': `msg_${count}` }) }
    const passed = requestHttp(target, { method: 'POST', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500).end()
      answer.resume()
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  })
  relay.listen(0, '127.0.0.1').unref()
  onTestFinished(() => void relay.close())
  return async (request, ask) => {
    if (request.operation === 'createWebhookEndpoint') {
      const body = parsed(request)
      target = String(body.url)
      const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}/`
      request.body = Buffer.from(JSON.stringify({ ...body, url }))
    }
    return await ask(request)
  }
}

/** Sees a request as the server does that has lost a header. */
export const without = (header: string, ...operations: readonly string[]) =>
  asking(
    ({ headers }) => {
      delete headers[header]
    },
    ...operations,
  )
