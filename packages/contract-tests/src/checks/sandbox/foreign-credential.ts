import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Credential } from '../../exchange.ts'
import { sampleRequest } from '../../sample.ts'
import { grantTokens } from '../../sandbox/oauth.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { each, sandboxOf } from './each.ts'

const RULE = 'foreign-credential'

/** A credential that opens nothing here, and in a few words which. */
interface Wrong {
  readonly what: string
  readonly credential: Credential
}

/** Every credential kind × operation: what it does not take, and what no longer counts. */
export const foreignCredential: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const asking = context.operations.filter(({ needsCredential }) => needsCredential)
    const taken = new Set(asking.flatMap(({ credentials }) => credentials))
    const ended = await endedCredentials(s, taken)
    const kinds = Object.keys(context.document.object.components.securitySchemes)
    await each(asking, async (operation) => {
      for (const kind of kinds.filter((one) => !operation.credentials.includes(one))) {
        const credential = await s.credential(kind)
        if (credential) await refused(context, s, operation, { what: `A valid ${kind}`, credential })
      }
      for (const kind of operation.credentials) {
        if (kind === null) continue
        for (const wrong of [...garbage(kind), ...(ended.get(kind) ?? [])]) {
          await refused(context, s, operation, wrong)
        }
      }
    })
    await ordinaryAccounts(context, s, asking)
  },
}

/** The queues of the platform are for whoever works them, not for everybody with an account. */
async function ordinaryAccounts(context: Context, s: Sandbox, operations: readonly Operation[]) {
  const queues = operations.filter(({ object }) => object['x-audience'] === 'operator')
  if (queues.length === 0) return
  const credential = (await s.owner()).session.credential
  await each(queues, (operation) =>
    refused(context, s, operation, { what: 'An account that does not work the queues', credential }),
  )
}

/** Nothing is there that the request could do: only who asks can be wrong with it. */
async function refused(context: Context, s: Sandbox, operation: Operation, { what, credential }: Wrong) {
  const spec = sampleRequest(context.document, operation)
  const params = { ...spec.params, ...(spec.params?.handle !== undefined && { handle: await s.handle() }) }
  const exchange = await context.client.send({ ...spec, params, as: credential })
  const { status } = exchange.answer
  if (status !== 401 && status !== 403) {
    context.finding(RULE, operation, `${what} got ${status} instead of 401 or 403.`, [exchange])
  }
}

const FORMS: Readonly<Record<string, string>> = {
  accessToken: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY2NfMDFrYWZ6In0.',
  oauth: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY2NfMDFrYWZ6In0.',
  visitorToken: `vst_${'A'.repeat(43)}`,
  visitorCookie: `_10x_visitor=vst_${'A'.repeat(43)}`,
  personalToken: 'patv1_tok_01kafzq2dx0cef2x8t5w4q7r1m.AAAAAA',
  personalTokenHeader: 'patv1_tok_01kafzq2dx0cef2x8t5w4q7r1m.AAAAAA',
}

const garbage = (kind: string): readonly Wrong[] => [
  { what: `Garbage in place of ${kind}`, credential: { kind, secret: 'garbage' } },
  ...(FORMS[kind] ? [{ what: `A made-up ${kind}`, credential: { kind, secret: FORMS[kind] } }] : []),
]

/** Credentials that were good once, and good ones with one character changed. */
async function endedCredentials(s: Sandbox, kinds: ReadonlySet<string | null>) {
  const ended = new Map<string, Wrong[]>()
  const add = (kind: string, what: string, secret: string) => {
    if (kinds.has(kind)) ended.set(kind, [...(ended.get(kind) ?? []), { what, credential: { kind, secret } }])
  }
  for (const kind of kinds) {
    const good = kind === null ? null : await s.credential(kind)
    if (good) add(good.kind, `A ${good.kind} with a changed character`, altered(good.secret))
  }
  if (kinds.has('accessToken')) {
    const { credential, refreshToken } = await s.newSession(await s.owner())
    await s.api.call('signOut', { body: { refreshToken } })
    add('accessToken', 'The accessToken of a session that was signed out', credential.secret)
  }
  if (kinds.has('visitorToken') || kinds.has('visitorCookie')) {
    const { token, cookie } = await s.newVisitor()
    await s.api.call('signOutVisitor', { as: token, body: {} })
    add('visitorToken', 'The visitorToken of a session that was signed out', token.secret)
    add('visitorCookie', 'The visitorCookie of a session that was signed out', cookie.secret)
  }
  if (kinds.has('personalToken') || kinds.has('personalTokenHeader')) {
    const [handle, owner] = [await s.handle(), await s.owner()]
    const { id, secret } = await s.newPersonalToken(handle, owner)
    await s.api.call('revokeToken', { params: { handle, tokenId: id }, as: owner.session.credential })
    add('personalToken', 'A personalToken that was revoked', secret)
    add('personalTokenHeader', 'A personalTokenHeader that was revoked', secret)
  }
  if (kinds.has('oauth')) {
    const client = await s.oauthClient()
    const { accessToken, refreshToken } = await grantTokens(s.api, await s.owner(), client)
    await s.api.call('revokeOAuthToken', { body: { token: refreshToken, client_id: client.id } })
    add('oauth', 'The oauth token of a grant that was revoked', accessToken)
  }
  return ended
}

/** Not the last character, of which not every bit counts. */
const altered = (secret: string): string => {
  const at = secret.length - 8
  return `${secret.slice(0, at)}${secret[at] === 'a' ? 'b' : 'a'}${secret.slice(at + 1)}`
}
