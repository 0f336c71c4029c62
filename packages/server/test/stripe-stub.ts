import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Stripe, as far as somebody reads from it: what is answered to `GET` by path; anything else is refused. */
export async function stripeStub(answers: Record<string, unknown>): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://stub')
    const known = request.method === 'GET' && pathname in answers
    const refusal = { error: { type: 'invalid_request_error', message: 'This key may not do that.' } }
    response.writeHead(known ? 200 : 403, { 'content-type': 'application/json' })
    response.end(JSON.stringify(known ? answers[pathname] : refusal))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A platform account at which nothing is missing, and changes to it. */
export const stripeAccount = (changes: Record<string, unknown> = {}) => ({
  id: 'acct_platform',
  object: 'account',
  charges_enabled: true,
  payouts_enabled: true,
  capabilities: { card_payments: 'active', transfers: 'active' },
  settings: { card_payments: { statement_descriptor_prefix: 'LATCHKEY' } },
  ...changes,
})

export const stripeList = (...data: object[]) => ({ object: 'list', has_more: false, data })
