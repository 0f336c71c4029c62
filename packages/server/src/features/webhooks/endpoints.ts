import { isIP } from 'node:net'
import { type Cursor, MAX_WEBHOOK_ENDPOINTS, WEB_URL, type WebhookEventType } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import { type Config, isLoopbackHost } from '../../platform/config.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { isPublicAddress } from '../../platform/public-network.ts'
import { lockHandle } from '../handles/service.ts'
import { type EndpointRow, findEndpoint, findEndpoints } from './queries.ts'
import { newSigningSecret, sealSecret } from './secrets.ts'

/** An endpoint as its creators see it. */
const presentEndpoint = ({ id, url, events, disabled_at, created_at }: EndpointRow) => ({
  id,
  url,
  events,
  createdAt: created_at.toISOString(),
  status: disabled_at ? ('DISABLED' as const) : ('ENABLED' as const),
  disabledAt: disabled_at?.toISOString() ?? null,
})

export async function listEndpoints(
  { db }: Deps,
  handleId: string,
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findEndpoints(db, handleId, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(rows, limit, ({ created_at: at, id }) => ({ at, id }), presentEndpoint)
}

/** Whether a URL leads to this machine in development, where creators try things out. */
export const isOwnMachine = ({ loopback }: Config, url: URL): boolean =>
  loopback && url.protocol === 'http:' && isLoopbackHost(url.hostname)

const webUrl = new RegExp(WEB_URL, 'u')

/** What is wrong with the URL of an endpoint; `null` when nothing is. What its name stands for is looked at on every try. */
function problemOf(config: Config, text: string): string | null {
  if (!webUrl.test(text) || !URL.canParse(text))
    return 'must be a URL such as https://hooks.example.com/latchkey'
  const url = new URL(text)
  if (url.username || url.password || text.includes('#')) {
    return 'must have no user name, password or fragment'
  }
  if (isOwnMachine(config, url)) return null
  if (url.protocol !== 'https:') return 'must begin with https://'
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  const isPrivate = isIP(literal) ? !isPublicAddress(literal) : isLoopbackHost(url.hostname)
  return isPrivate ? 'must be on a public address' : null
}

/**
 * Adds an endpoint.
 * @returns it with its secret, which is not shown again.
 */
export async function createEndpoint(
  deps: Deps,
  caller: Caller,
  request: { url: string; events: WebhookEventType[] },
): Promise<
  | { endpoint: ReturnType<typeof presentEndpoint>; secret: string }
  | Failure<'invalid_request' | 'too_many_webhook_endpoints'>
> {
  const problem = problemOf(deps.config, request.url)
  if (problem !== null) return fail('invalid_request', { issues: [{ path: 'body.url', message: problem }] })
  const { handleId } = caller
  const now = deps.clock.now()
  const { href: url } = new URL(request.url)
  return await inTransaction(deps.db, async (trx) => {
    // One at a time, or two that come at once would both be the tenth.
    await lockHandle(trx, handleId, 'rest')
    const { count } = await trx
      .selectFrom('webhook_endpoints')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('handle_id', '=', handleId)
      .executeTakeFirstOrThrow()
    if (count >= MAX_WEBHOOK_ENDPOINTS) return fail('too_many_webhook_endpoints')
    const secret = newSigningSecret()
    const endpoint = await trx
      .insertInto('webhook_endpoints')
      .values({
        id: newId('webhookEndpoint'),
        handle_id: handleId,
        url,
        events: request.events,
        ...sealSecret(deps, secret),
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const to = auditedEndpoint(endpoint)
    await recordAudit(trx, { ...caller, action: 'webhook_endpoint.created', to, now })
    return { endpoint: presentEndpoint(endpoint), secret }
  })
}

/** Removes an endpoint with its deliveries. */
export async function deleteEndpoint(
  { db, clock }: Deps,
  caller: Caller,
  endpointId: string,
): Promise<null | Failure<'webhook_endpoint_not_found'>> {
  return await inTransaction(db, async (trx) => {
    const endpoint = await findEndpoint(trx, caller.handleId, endpointId)
    const removed = await trx
      .deleteFrom('webhook_endpoints')
      .where('id', '=', endpointId)
      .where('handle_id', '=', caller.handleId)
      .returning('id')
      .executeTakeFirst()
    if (!endpoint || !removed) return fail('webhook_endpoint_not_found')
    const from = auditedEndpoint(endpoint)
    await recordAudit(trx, { ...caller, action: 'webhook_endpoint.deleted', from, now: clock.now() })
    return null
  })
}

// Some services put the secret into the path of their URLs; the log keeps where it leads.
const auditedEndpoint = ({ id, url, events }: EndpointRow) => ({
  webhookEndpointId: id,
  origin: new URL(url).origin,
  events,
})
