import type { Check, Context } from '../../context.ts'
import type { Exchange } from '../../exchange.ts'
import { authorizationQuery, codeForm, grantCode, requestTokens } from '../../sandbox/oauth.ts'
import { sandboxOf } from './each.ts'

const VERIFIER = 'a-verifier-of-the-contract-tests-0123456789-abcdef'
const ELSEWHERE = 'https://elsewhere.example/callback'

/** Who is shown a consent page could be given a code. */
const goesOn = ({ answer }: Exchange): boolean =>
  answer.status === 200 || (answer.headers.location ?? '').includes('code=')

const authorize = async (context: Context, changes: Readonly<Record<string, string | null>>) => {
  const s = sandboxOf(context)
  const query = authorizationQuery(await s.oauthClient(), VERIFIER, changes)
  const { session } = await s.owner()
  return await s.api.send('authorizeOAuthClient', { query, headers: { cookie: session.cookie } })
}

const isSelected = ({ operations }: Context, ...ids: readonly string[]) =>
  operations.some(({ id }) => ids.includes(id))

/** A code is worth nothing to whoever did not ask for it. */
export const oauthPkce: Check = {
  rules: ['oauth-pkce'],
  needsSandbox: true,
  async run(context) {
    const { finding } = context
    if (isSelected(context, 'authorizeOAuthClient')) {
      for (const [what, changes] of [
        ['Without a code_challenge', { code_challenge: null, code_challenge_method: null }],
        ['With the method plain', { code_challenge: VERIFIER, code_challenge_method: 'plain' }],
      ] as const) {
        const exchange = await authorize(context, changes)
        if (goesOn(exchange))
          finding('oauth-pkce', 'authorizeOAuthClient', `${what} the request goes on.`, [exchange])
      }
    }
    if (!isSelected(context, 'issueOAuthToken')) return
    const s = sandboxOf(context)
    const client = await s.oauthClient()
    for (const verifier of [null, VERIFIER]) {
      const granted = await grantCode(s.api, await s.owner(), client)
      const { code_verifier: _, ...form } = codeForm(client, granted)
      const given = verifier === null ? form : { ...form, code_verifier: verifier }
      const exchange = await requestTokens(s.api, client, given)
      const what = verifier === null ? 'Without' : 'With another'
      if (exchange.answer.status < 400)
        finding('oauth-pkce', 'issueOAuthToken', `${what} code_verifier a code is redeemed.`, [exchange])
    }
  },
}

/** Codes go nowhere but where the client is. */
export const oauthRedirectUri: Check = {
  rules: ['oauth-redirect-uri'],
  needsSandbox: true,
  async run(context) {
    if (!isSelected(context, 'authorizeOAuthClient')) return
    const { redirectUri } = await sandboxOf(context).oauthClient()
    for (const changed of [ELSEWHERE, `${redirectUri}/more`, `${redirectUri}?more`, `${redirectUri}#more`]) {
      const exchange = await authorize(context, { redirect_uri: changed })
      const { status } = exchange.answer
      if (status < 400) {
        const sentence = `With the redirect URI ${changed}, which is not registered, it got ${status}.`
        context.finding('oauth-redirect-uri', 'authorizeOAuthClient', sentence, [exchange])
      }
    }
  },
}
