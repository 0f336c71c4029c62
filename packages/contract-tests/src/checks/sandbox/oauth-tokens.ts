import type { Check, Context } from '../../context.ts'
import type { Exchange } from '../../exchange.ts'
import {
  codeForm,
  grantCode,
  grantTokens,
  type OAuthTokens,
  refreshForm,
  requestTokens,
  tokensIn,
} from '../../sandbox/oauth.ts'
import { sandboxOf } from './each.ts'

/** The first operation that takes an OAuth token, with the token. */
async function use(context: Context, { accessToken }: OAuthTokens): Promise<Exchange> {
  const s = sandboxOf(context)
  return await s.api.send('automationListPages', {
    params: { handle: await s.handle() },
    as: { kind: 'oauth', secret: accessToken },
  })
}

const isSelected = ({ operations }: Context, ...ids: readonly string[]) =>
  operations.some(({ id }) => ids.includes(id))

/** A code gives tokens once. */
export const oauthCodeOnce: Check = {
  rules: ['oauth-code-once'],
  needsSandbox: true,
  async run(context) {
    if (!isSelected(context, 'issueOAuthToken')) return
    const s = sandboxOf(context)
    const client = await s.oauthClient()
    const form = codeForm(client, await grantCode(s.api, await s.owner(), client))
    const first = await requestTokens(s.api, client, form)
    const second = await requestTokens(s.api, client, form)
    const says = (sentence: string, ...shown: readonly Exchange[]) =>
      context.finding('oauth-code-once', 'issueOAuthToken', sentence, [first, second, ...shown])
    if (second.answer.status < 400) says('A code was redeemed twice.')
    const used = await use(context, tokensIn(first))
    if (used.answer.status < 400) says('After a code was used twice, its access token still counts.', used)
  },
}

/** A refresh token is replaced each time, and its theft is noticed. */
export const oauthRefreshRotation: Check = {
  rules: ['oauth-refresh-rotation'],
  needsSandbox: true,
  async run(context) {
    if (!isSelected(context, 'issueOAuthToken')) return
    const s = sandboxOf(context)
    const client = await s.oauthClient()
    const { refreshToken } = await grantTokens(s.api, await s.owner(), client)
    const shown: Exchange[] = []
    const refresh = async (token: string) => {
      const exchange = await requestTokens(s.api, client, refreshForm(client, token))
      shown.push(exchange)
      return exchange
    }
    const says = (sentence: string) =>
      context.finding('oauth-refresh-rotation', 'issueOAuthToken', sentence, shown)
    const second = tokensIn(await refresh(refreshToken)).refreshToken
    if (second === refreshToken) return says('Refreshing did not replace the refresh token.')
    const third = tokensIn(await refresh(second)).refreshToken
    if ((await refresh(refreshToken)).answer.status < 400)
      says('A refresh token whose successor was used is taken again.')
    if ((await refresh(third)).answer.status < 400)
      says('After a used refresh token was sent again, its successors still count.')
  },
}

/** What was revoked is over. */
export const oauthRevocation: Check = {
  rules: ['oauth-revocation'],
  needsSandbox: true,
  async run(context) {
    if (!isSelected(context, 'revokeOAuthToken')) return
    const s = sandboxOf(context)
    const client = await s.oauthClient()
    const tokens = await grantTokens(s.api, await s.owner(), client)
    const before = await use(context, tokens)
    const revoked = await s.api.send('revokeOAuthToken', {
      body: { token: tokens.refreshToken, client_id: client.id },
    })
    const says = (sentence: string, exchange: Exchange) =>
      context.finding('oauth-revocation', 'revokeOAuthToken', sentence, [before, revoked, exchange])
    const after = await use(context, tokens)
    if (after.answer.status < 400) says('After the grant was revoked, its access token still counts.', after)
    const refreshed = await requestTokens(s.api, client, refreshForm(client, tokens.refreshToken))
    if (refreshed.answer.status < 400) says('A revoked refresh token still counts.', refreshed)
  },
}
