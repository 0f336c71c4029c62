import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Credential } from '../../exchange.ts'
import { sampleRequest } from '../../sample.ts'
import { grantTokens } from '../../sandbox/oauth.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { each, sandboxOf, validRequest } from './each.ts'

const RULE = 'tenant-isolation'

/** What is of one handle is nothing to the owner of another. */
export const tenantIsolation: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const own = await s.otherHandle()
    const ofHandles = context.operations.filter(
      ({ path, needsCredential, credentials }) =>
        path.includes('{handle}') && needsCredential && !credentials.includes('visitorToken'),
    )
    const outsiders = await outsiderCredentials(s, ofHandles)
    await each(ofHandles, async (operation) => {
      const [kind] = operation.credentials
      const as = kind === undefined || kind === null ? undefined : outsiders.get(kind)
      if (!as) return
      const spec = sampleRequest(context.document, operation)
      const byName = await context.client.send({
        ...spec,
        params: { ...spec.params, handle: await s.handle() },
        as,
      })
      judge(context, operation, [403, 404], 'The owner of another handle', byName)
      // An id of the victim under the outsider's own name.
      if (!/\{handle\}.*\{\w+\}/.test(operation.path)) return
      const request = await validRequest(s, operation)
      if (!request) return
      const byId = await context.client.send({ ...request, params: { ...request.params, handle: own }, as })
      judge(context, operation, [404], 'An id of one handle under the name of another', byId)
    })
    await visitorsOfOtherHandles(context, s)
  },
}

function judge(
  { finding }: Context,
  operation: Operation,
  allowed: readonly number[],
  who: string,
  exchange: Awaited<ReturnType<Context['client']['send']>>,
) {
  const { status } = exchange.answer
  if (!allowed.includes(status)) {
    finding(RULE, operation, `${who} got ${status} instead of ${allowed.join(' or ')}.`, [exchange])
  }
}

async function outsiderCredentials(s: Sandbox, operations: readonly Operation[]) {
  const kinds = new Set(operations.flatMap(({ credentials }) => credentials))
  const outsider = await s.outsider()
  const found = new Map<string, Credential>()
  if (kinds.has('accessToken')) found.set('accessToken', outsider.session.credential)
  if (kinds.has('oauth')) {
    const { accessToken } = await grantTokens(s.api, outsider, await s.oauthClient())
    found.set('oauth', { kind: 'oauth', secret: accessToken })
  }
  return found
}

/** A session that is for one handle says nothing at another. */
async function visitorsOfOtherHandles(context: Context, s: Sandbox) {
  const atHandles = context.operations.filter(
    ({ path, needsCredential, credentials }) =>
      path.includes('{handle}') && needsCredential && credentials.includes('visitorToken'),
  )
  if (atHandles.length === 0) return
  const { token: as } = await s.visitorOf(await s.otherHandle())
  for (const operation of atHandles) {
    const request = await validRequest(s, operation)
    if (!request) continue
    const exchange = await context.client.send({ ...request, as })
    judge(context, operation, [401], 'A visitor signed in for another handle', exchange)
  }
}
