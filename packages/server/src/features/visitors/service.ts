import { MAGIC_LINK_SECONDS, VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { DEVICE_COOKIE } from '../../platform/http/cookies.ts'
import { knownDevice } from '../../platform/http/device-cookie.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { newId } from '../../platform/ids.ts'
import { allowedRedirect, namesToken, withoutOldToken } from '../../platform/redirects.ts'
import { hashCode, hashSecret, newSecret, sameHash } from '../../platform/secrets.ts'
import { codeAsTyped } from '../../platform/typed.ts'
import { findHandle } from '../handles/service.ts'
import {
  type Challenge,
  codesAreLocked,
  consumeChallenge,
  countWrongCode,
  findChallenge,
  findChallengeByToken,
  findChallengeIn,
  findCodeHashes,
  insertChallenge,
  lockCodes,
} from './challenge-queries.ts'
import { findSession, revokeSessions } from './queries.ts'

export type { Challenge } from './challenge-queries.ts'
export type { RequestedPage } from './mails.ts'
export { eraseIdentity, findLiveSessions, isFresh, lockIdentity } from './personal-data.ts'
export {
  challengesOf,
  ensureVisitor,
  findVisitorEmail,
  holdVisitor,
  removeSessionsOf,
} from './queries.ts'

/** What a visitor asks a magic link for. */
export interface MagicLinkRequest {
  readonly email: string
  readonly handle?: string | undefined
  readonly pageSlug?: string | undefined
  readonly returnTo?: string | undefined
}

/**
 * Records a challenge and its mail. The same work is done for every address, and no visitor is created: only
 * verifying shows that the address is the caller's.
 */
export async function requestMagicLink(deps: RootDeps, request: RequestFacts, asked: MagicLinkRequest) {
  const { pool, clock, config } = deps
  const handle = asked.handle === undefined ? null : await findHandle(pool, asked.handle)
  if (handle === undefined) return fail('handle_not_found')
  const allowed = asked.returnTo && handle ? allowedRedirect(asked.returnTo, handle, config) : null
  const returnTo = allowed && withoutOldToken(allowed)
  if (asked.returnTo && !returnTo) {
    return refusedReturn("must be on the handle's host or one of its allowedOrigins")
  }
  if (returnTo && namesToken(returnTo)) {
    return refusedReturn('must not hold latchkey_token: the link in the mail adds it')
  }
  const now = clock.now()
  const challenge = {
    id: newId('challenge'),
    email: asked.email,
    handleId: handle?.id ?? null,
    pageSlug: asked.pageSlug ?? null,
    returnTo: returnTo?.href ?? null,
    device: deviceOf(deps, request, asked.email, handle?.name ?? null),
    expiresAt: addSeconds(now, MAGIC_LINK_SECONDS),
  }
  await insertChallenge(pool, challenge, now)
  return { challengeId: challenge.id, expiresAt: challenge.expiresAt }
}

/** The browser, when this address was proven in it at this handle before. */
const deviceOf = ({ keys }: Deps, request: RequestFacts, email: string, handle: string | null) =>
  knownDevice(keys, request.cookie(DEVICE_COOKIE), { email, handle })

const refusedReturn = (message: string) =>
  fail('invalid_redirect_url', { issues: [{ path: 'body.returnTo', message }] })

/** A session that has just been opened. `token` is shown this once; only its hash is kept. */
export interface OpenedSession {
  readonly token: string
  readonly sessionId: string
  readonly visitor: { readonly id: string; readonly email: string; readonly createdAt: Date }
  readonly expiresAt: Date
  readonly challenge: Challenge
}

/** The visitor whose session has just been opened. */
export const visitorOf = ({ visitor, sessionId, expiresAt, challenge }: OpenedSession): VisitorSubject => ({
  visitorId: visitor.id,
  email: visitor.email,
  visitorCreatedAt: visitor.createdAt,
  sessionId,
  boundHandle:
    challenge.handleId && challenge.handleName
      ? { id: challenge.handleId, name: challenge.handleName }
      : null,
  sessionExpiresAt: expiresAt,
})

type SpentFailure = Failure<'expired_magic_link' | 'used_magic_link'>
type LinkFailure = SpentFailure | Failure<'invalid_magic_link'>

/** A challenge, and why it can no longer be used; `null` while it can. */
export interface InspectedChallenge {
  readonly challenge: Challenge
  readonly spent: SpentFailure | null
}

/** The challenge that a mailed link belongs to. Changes nothing. */
export async function inspectMagicLink(
  { pool, clock }: Deps,
  token: string,
): Promise<InspectedChallenge | Failure<'invalid_magic_link'>> {
  const challenge = await findChallengeByToken(pool, hashSecret(token))
  return challenge ? { challenge, spent: spent(challenge, clock.now()) } : fail('invalid_magic_link')
}

/** A challenge by its id. Changes nothing. */
export async function inspectChallenge(
  { pool, clock }: Deps,
  id: string,
): Promise<InspectedChallenge | null> {
  const challenge = await findChallenge(pool, id)
  return challenge ? { challenge, spent: spent(challenge, clock.now()) } : null
}

/** Verifies the token of a link and opens its session. */
export async function verifyToken(deps: Deps, token: string): Promise<OpenedSession | LinkFailure> {
  const inspected = await inspectMagicLink(deps, token)
  if (isFailure(inspected)) return inspected
  if (inspected.spent) return inspected.spent
  const { challenge } = inspected
  const opened = await openSession(deps, challenge)
  // Nothing was consumed: it expired just now, or another call was faster.
  return opened ?? fail(challenge.expiresAt <= deps.clock.now() ? 'expired_magic_link' : 'used_magic_link')
}

type CodeFailure = Failure<'invalid_code' | 'codes_locked' | 'expired_magic_link' | 'used_magic_link'>

/**
 * Verifies the code that was mailed for a challenge and opens its session. Where so many wrong ones were entered that
 * somebody seems to be guessing, no code counts: what a browser that is known enters there is counted by itself.
 */
export async function verifyCode(
  deps: RootDeps,
  request: RequestFacts,
  challengeId: string,
  code: string,
): Promise<OpenedSession | CodeFailure> {
  const { clock, keys } = deps
  const challenge = await findChallenge(deps.pool, challengeId)
  if (!challenge) return fail('invalid_code')
  const failure = spent(challenge, clock.now())
  if (failure) return failure
  const digits = codeAsTyped(code)
  const given = keys.derive('magic-link-code').map((key) => hashCode(key, challenge.id, digits))
  const bucket = {
    email: challenge.email,
    device: deviceOf(deps, request, challenge.email, challenge.handleName),
  }
  return await inOwnTransaction(deps.db, async (trx) => {
    // One after the other, so that guesses made at once, for any challenges, are worth no more than guesses in a row.
    await lockCodes(trx, challenge.email)
    // Right or wrong: an answer that differs would say which.
    if (await codesAreLocked(trx, bucket, clock.now())) return fail('codes_locked')
    const stored = await findCodeHashes(trx, challenge.id)
    if (!stored.some((hash) => given.some((candidate) => sameHash(hash, candidate)))) {
      await countWrongCode(trx, { challengeId: challenge.id, ...bucket, now: clock.now() })
      return fail('invalid_code')
    }
    const opened = await openSession(deps, challenge, trx)
    if (opened) return opened
    const now = await findChallengeIn(trx, challenge.id)
    return (now && spent(now, clock.now())) ?? fail('invalid_code')
  })
}

const spent = (challenge: Challenge, now: Date): SpentFailure | null => {
  if (challenge.usedAt) return fail('used_magic_link')
  return challenge.expiresAt <= now ? fail('expired_magic_link') : null
}

/** Consumes the challenge, by its code in a transaction; `null` when there was nothing to consume any more. */
async function openSession(
  { pool, clock }: Deps,
  challenge: Challenge,
  byCodeIn?: Trx,
): Promise<OpenedSession | null> {
  const token = newSecret('vst_')
  const sessionId = newId('visitorSession')
  const now = clock.now()
  const expiresAt = addSeconds(now, VISITOR_SESSION_SECONDS)
  const visitor = await consumeChallenge(byCodeIn ? { trx: byCodeIn } : { pool }, {
    challengeId: challenge.id,
    by: byCodeIn ? 'code' : 'link',
    visitorId: newId('visitor'),
    sessionId,
    tokenHash: hashSecret(token),
    now,
    sessionExpiresAt: expiresAt,
  })
  if (!visitor) return null
  return {
    token,
    sessionId,
    visitor: { id: visitor.visitorId, email: challenge.email, createdAt: visitor.createdAt },
    expiresAt,
    challenge,
  }
}

/** Looks the caller's session up. A session that is bound to one handle does not count at another, nor on its host. */
export async function authenticateVisitor(
  { db, clock }: Deps,
  request: RequestFacts,
  handle: string | undefined,
): Promise<VisitorSubject | Failure<'visitor_unauthorized'>> {
  const credential = request.visitorCredential
  if (credential.reason) return fail('visitor_unauthorized', { reason: credential.reason })
  const session = await findSession(db, hashSecret(credential.token))
  if (!session || session.revokedAt) return fail('visitor_unauthorized', { reason: 'revoked' })
  if (session.expiresAt <= clock.now()) return fail('visitor_unauthorized', { reason: 'expired' })
  const { host } = request
  const elsewhere = (name: string | undefined) => name !== undefined && name !== session.handleName
  if (
    session.handleName !== null &&
    (elsewhere(handle) || elsewhere(host.kind === 'handle' ? host.handle : undefined))
  ) {
    return fail('visitor_unauthorized', { reason: 'other_handle' })
  }
  request.recognised = true
  return {
    visitorId: session.visitorId,
    email: session.email,
    visitorCreatedAt: session.visitorCreatedAt,
    sessionId: session.sessionId,
    boundHandle:
      session.handleId && session.handleName ? { id: session.handleId, name: session.handleName } : null,
    sessionExpiresAt: session.expiresAt,
  }
}

/** Ends the sessions behind these tokens; succeeds also when they ended before. */
export async function signOut(
  { db, clock }: Deps,
  tokens: readonly string[],
  everywhere: boolean,
): Promise<void> {
  for (const token of tokens) {
    await revokeSessions(db, hashSecret(token), { everywhere, now: clock.now() })
  }
}
