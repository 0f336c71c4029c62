import { randomUUID } from 'node:crypto'
import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Exchange, RequestSpec } from '../../exchange.ts'
import { listAt, textAt } from '../../sandbox/json.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { each, sandboxOf, validRequest } from './each.ts'
import { otherBody } from './other-body.ts'

const KEY = 'idempotency-key'

/** What a key keeps: the same again is the same answer, anything else is refused. */
export const idempotency: Check = {
  rules: ['idempotent-replay', 'idempotency-key-reuse'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const keyed = context.operations.filter(({ object }) => object['x-idempotency'] !== undefined)
    await each(keyed, async (operation) => {
      const valid = await validRequest(s, operation)
      if (!valid) return
      const request = withKey(valid)
      const first = await context.client.send(request)
      // That it does not work is found by the walk.
      if (first.answer.status >= 300) return
      await replay(context, operation, request, first)
      await reuse(context, operation, request, first)
    })
  },
}

const withKey = (spec: RequestSpec): RequestSpec => ({
  ...spec,
  headers: { ...spec.headers, [KEY]: `ct-${randomUUID()}` },
})

/** What they took away is where the request was sent: whoever asks again has no role there any more. */
const GONE = new Set(['deleteHandle', 'renameHandle'])

async function replay(context: Context, operation: Operation, request: RequestSpec, first: Exchange) {
  const again = await context.client.send(request)
  if (GONE.has(operation.id) && again.answer.code === 'handle_not_found') return
  const says = (sentence: string) => context.finding('idempotent-replay', operation, sentence, [first, again])
  if (again.answer.status !== first.answer.status)
    says(`Repeated with its key, it got ${again.answer.status} instead of ${first.answer.status}.`)
  else if (keptOf(again) !== keptOf(first)) says('Repeated with its key, it got another body.')
  else if (again.answer.headers['idempotent-replayed'] !== 'true')
    says('Repeated with its key, its answer is not marked `Idempotent-Replayed: true`.')
  if (first.answer.headers['idempotent-replayed'] !== undefined)
    says('The first answer under a key is marked as a replay.')
}

/** Members that a replay has anew: links that were minted for it, and how far a refund has got. */
const MINTED = new Set(['uploadUrl', 'uploadHeaders', 'checkoutUrl'])

const keptOf = ({ answer }: Exchange): string =>
  JSON.stringify(answer.json, (name, value: unknown) => {
    if (MINTED.has(name)) return null
    return name === 'refund' && typeof value === 'object' ? { ...value, status: null } : value
  }) ?? ''

async function reuse(context: Context, operation: Operation, request: RequestSpec, first: Exchange) {
  const body = otherBody(context.document, operation, request.body)
  if (body === null || GONE.has(operation.id)) return
  const other = await context.client.send({ ...request, body })
  const { status, code } = other.answer
  if (status === 422 && code === 'idempotency_key_reused') return
  const sentence = `Another body under the same key got ${status} ${code ?? ''} instead of 422 idempotency_key_reused.`
  context.finding('idempotency-key-reuse', operation, sentence, [first, other])
}

/** How many are sent at once. */
const CROWD = 20

/** What shows the effect: items of the list that have the same member as the body. */
const effects: Readonly<Record<string, { readonly list: string; readonly member: string }>> = {
  createPage: { list: 'listPages', member: 'slug' },
  createToken: { list: 'listTokens', member: 'name' },
  createFile: { list: 'listFiles', member: 'fileName' },
  createGroupBuy: { list: 'listGroupBuys', member: 'slug' },
  createHandle: { list: 'listHandles', member: 'name' },
}

/** Many at once under one key do one thing. */
export const idempotencyAtOnce: Check = {
  rules: ['idempotent-at-once'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    for (const operation of context.operations) {
      if (effects[operation.id] || operation.id === 'createCheckout') await crowd(context, s, operation)
    }
  },
}

async function crowd(context: Context, s: Sandbox, operation: Operation): Promise<void> {
  const valid = await validRequest(s, operation)
  if (!valid) return
  const request = withKey(valid)
  const sent = Array.from({ length: CROWD }, () => context.client.send({ ...request, takeThrottled: true }))
  const exchanges = await Promise.all(sent)
  const says = (sentence: string, shown: readonly Exchange[]) =>
    context.finding('idempotent-at-once', operation, sentence, shown)
  const waiting = ({ answer }: Exchange) => answer.code === 'idempotency_in_progress'
  const done = exchanges.filter((exchange) => !waiting(exchange))
  const failed = done.find(({ answer }) => answer.status >= 300)
  if (failed)
    says(`One of ${CROWD} at once got ${failed.answer.status} ${failed.answer.code ?? ''}.`, [failed])
  else if (new Set(done.map(keptOf)).size > 1) says(`${CROWD} at once got different answers.`, done)
  const effect = effects[operation.id]
  if (!effect) return
  const { list, member } = effect
  const items = await s.api.call(list, {
    ...(valid.params && { params: valid.params }),
    query: { limit: '100' },
    as: valid.as ?? null,
  })
  const made = textAt(valid.body, member)
  const count = listAt(items, 'items').filter((item) => textAt(item, member) === made).length
  if (count !== 1) says(`${CROWD} at once made ${count}.`, exchanges)
}
