import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Credential } from '../../exchange.ts'
import { sampleRequest } from '../../sample.ts'
import { listAt, textAt } from '../../sandbox/json.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { each, sandboxOf } from './each.ts'

/** Whoever has a role may do what it allows, and no more. */
export const requiredRole: Check = {
  rules: ['required-role'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const above = context.operations.filter(({ object }) =>
      ['OPERATOR', 'OWNER'].includes(object['x-required-role'] ?? ''),
    )
    if (above.length === 0) return
    const [handle, as] = [await s.otherHandle(), await creatorOf(s)]
    await each(above, (operation) =>
      refused(context, operation, { handle, as, rule: 'required-role', code: 'insufficient_role' }),
    )
  },
}

/** Somebody who accepted the weakest role on the other handle. */
const creatorOf = (s: Sandbox): Promise<Credential> =>
  s.once('creator', async () => {
    const [owner, creator, handle] = [await s.outsider(), await s.newAccount(), await s.otherHandle()]
    const as = creator.session.credential
    await s.api.call('replaceCollaborators', {
      params: { handle },
      body: { collaborators: [{ email: creator.email, role: 'CREATOR' }] },
      as: owner.session.credential,
    })
    const offerId = textAt(listAt(await s.api.call('listOffers', { as }), 'items')[0], 'id')
    await s.api.call('acceptOffer', { params: { offerId }, as })
    return as
  })

/** A token does what its scopes allow, and no more. */
export const requiredScope: Check = {
  rules: ['required-scope'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const scoped = context.operations.filter(({ object }) => object['x-scope'] !== undefined)
    if (scoped.length === 0) return
    const handle = await s.handle()
    await each(scoped, async (operation) => {
      const scope = operation.object['x-scope'] ?? ''
      const make = async () =>
        s.newPersonalToken(
          handle,
          await s.owner(),
          s.scopes.filter((one) => one !== scope),
        )
      const { secret } = await s.once(`token without ${scope}`, make)
      const as = { kind: 'personalToken', secret }
      await refused(context, operation, { handle, as, rule: 'required-scope', code: 'insufficient_scope' })
    })
  },
}

interface Refusal {
  readonly handle: string
  readonly as: Credential
  readonly rule: 'required-role' | 'required-scope'
  readonly code: string
}

async function refused(context: Context, operation: Operation, { handle, as, rule, code }: Refusal) {
  const spec = sampleRequest(context.document, operation)
  const exchange = await context.client.send({ ...spec, params: { ...spec.params, handle }, as })
  const { answer } = exchange
  if (answer.status === 403 && answer.code === code) return
  const sentence = `It got ${answer.status} ${answer.code ?? ''} instead of 403 ${code}.`
  context.finding(rule, operation, sentence, [exchange])
}
