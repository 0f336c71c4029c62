import { AUTHORIZATION_CODE_SECONDS, type contract } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import type { Handler } from '../../platform/http/operation.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import { type BrowserAccount, findBrowserAccount, holdSession } from '../accounts/service.ts'
import { consentExpiredPage, crossSitePage } from './pages.ts'
import { insertCode, takeConsent } from './queries.ts'
import { withParameters } from './redirect-uris.ts'

/** Takes the answer to a consent page: from that page only, once, and from the session it was shown to. */
export const decideOAuthConsent: Handler<typeof contract.oauth.decideOAuthConsent> = async ({
  deps,
  request,
  form,
}) => {
  if (!request.ownOrigin) return { ...fail('cross_site_form'), page: crossSitePage(request) }
  const account = await findBrowserAccount(deps, request)
  const decided = account && (await decide(deps, account, form))
  if (!decided) return { ...fail('oauth_consent_expired'), page: consentExpiredPage(request) }
  const { redirectUri, state, code } = decided
  const answer = code === null ? { error: 'access_denied' } : { code }
  // 303: the browser must not send our form on to the client (RFC 9700 §4.12).
  return {
    status: 303,
    location: withParameters(redirectUri, { ...answer, state, iss: deps.config.origin }),
  }
}

/** The consent with the code that it gives, `null` when denied; `null` when there is nothing to decide any more. */
async function decide(
  { db, clock }: RootDeps,
  { accountId, sessionId }: BrowserAccount,
  { ticket, decision }: { ticket: string; decision: 'allow' | 'deny' },
): Promise<{ redirectUri: string; state: string | null; code: string | null } | null> {
  const now = clock.now()
  return await inOwnTransaction(db, async (trx) => {
    // Held before its consent is: whoever deletes the account holds it too, and then deletes what it was asked.
    if (!(await holdSession(trx, { id: sessionId, accountId }))) return null
    const consent = await takeConsent(trx, { ticketHash: hashSecret(ticket), sessionId, now })
    if (!consent) return null
    const { redirectUri, state, ...granted } = consent
    if (decision === 'deny') return { redirectUri, state, code: null }
    const code = newSecret('oac_')
    await insertCode(trx, {
      ...granted,
      redirectUri,
      codeHash: hashSecret(code),
      accountId,
      sessionId,
      expiresAt: addSeconds(now, AUTHORIZATION_CODE_SECONDS),
    })
    return { redirectUri, state, code }
  })
}
