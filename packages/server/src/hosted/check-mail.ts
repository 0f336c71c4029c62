import { Id } from '@latchkey/contract'
import { checkoutOrigin } from '../features/checkout/service.ts'
import { destinationOf, destinationUrl, onward } from '../features/library/service.ts'
import {
  authenticateVisitor,
  type InspectedChallenge,
  inspectChallenge,
  verifyCode,
  visitorOf,
} from '../features/visitors/service.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import { siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { spentLinkPage } from '../platform/html/sign-in-page.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import { visitorCookies } from '../platform/http/session-cookies.ts'
import { type CheckMail, checkMailPage } from './check-mail-view.ts'

type Challenge = InspectedChallenge['challenge']

const ChallengeId = Id('challenge')

/** Says that a mail is on its way, and takes the code that stands in it. */
export const showCheckMail: HostedHandler<'getPublicPage'> = async (call) => {
  const byAddress = await call.throttle('getPublicPage').countAddress()
  if (byAddress) return byAddress
  const id = call.query('challenge')
  if (id === undefined) return { location: paths.access }
  const found = await challengeHere(call, id)
  if (isFailure(found)) return found
  const { challenge, spent } = found
  if (!spent) return codeEntry(call, challenge)
  // Opened the link in another tab, and came back to this one.
  const visitor = await authenticateVisitor(call.deps, call.request, undefined)
  if (!isFailure(visitor) && visitor.email === challenge.email) {
    return { location: destinationUrl(call.deps, destinationOf(call.deps, challenge)) }
  }
  return spentAnswer(call, challenge, spent.code)
}

/** Signs in by code, and goes on to what the visitor came for. */
export const submitCode: HostedHandler<'verifyMagicLink'> = async (call) => {
  const { deps, request, form } = call
  const limits = call.throttle('verifyMagicLink')
  const byAddress = await limits.countAddress()
  if (byAddress) return byAddress
  const found = await challengeHere(call, form.challenge)
  if (isFailure(found)) return found
  const { challenge } = found
  const byChallenge = await limits.count('challenge', challenge.id)
  if (byChallenge) return byChallenge
  if (!form.code?.trim()) return codeEntry(call, challenge, 'Enter the six-digit code.')
  const session = await verifyCode(deps, request, challenge.id, form.code)
  if (!isFailure(session)) {
    return {
      location: await onward(deps, visitorOf(session), destinationOf(deps, challenge)),
      headers: visitorCookies(deps, request, session),
    }
  }
  if (session.code === 'invalid_code') return codeEntry(call, challenge, WRONG_CODE)
  if (session.code === 'codes_locked') return waiting(call, { challenge, codesLocked: true })
  return spentAnswer(call, challenge, session.code)
}

const WRONG_CODE = 'That code is not correct. Check the latest email, or use the link in it.'

/** The challenge, if it belongs to the host that was asked. */
async function challengeHere(
  { deps, handle }: HostedCall,
  id: string | undefined,
): Promise<InspectedChallenge | Failure<'not_found'>> {
  const shaped = ChallengeId.safeParse(id)
  const found = shaped.success ? await inspectChallenge(deps, shaped.data) : null
  return found && found.challenge.handleName === handle ? found : fail('not_found')
}

const codeEntry = (call: HostedCall, challenge: Challenge, error?: string): HostedAnswer =>
  waiting(call, { challenge, ...(error !== undefined && { error }) })

const waiting = ({ deps }: HostedCall, page: CheckMail): HostedAnswer => ({
  status: page.error || page.codesLocked ? 401 : 200,
  html: checkMailPage(page),
  formActions: page.challenge.pageSlug === null ? [] : [checkoutOrigin(deps.config)],
  scripts: true,
})

const spentAnswer = (
  { request }: HostedCall,
  challenge: Challenge,
  code: 'expired_magic_link' | 'used_magic_link',
): HostedAnswer => {
  const { handleDisplayName, pageSlug, returnTo } = challenge
  const site = siteNamed(handleDisplayName, challenge)
  return { status: 401, html: spentLinkPage({ site, pageSlug, returnTo, code, request }) }
}
