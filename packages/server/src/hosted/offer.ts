import { contract, Id } from '@latchkey/contract'
import {
  confirmSignUp,
  describeDevice,
  findBrowserAccount,
  openSession,
  resendSignUpCode,
  signIn,
  signUp,
} from '../features/accounts/service.ts'
import { acceptOffer, declineOffer, type OfferRow, readOffer } from '../features/offers/service.ts'
import { dashboardOrigin, handleOrigin } from '../platform/config.ts'
import { inOwnTransaction } from '../platform/database/transaction.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import { paths } from '../platform/html/paths.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import type { HeaderList } from '../platform/http/respond.ts'
import { signedInCookies } from '../platform/http/session-cookies.ts'
import { acceptedPage, declinedPage, type FormProblem, offerCodePage, offerPage } from './offer-view.ts'

// The page that the mail of an offer leads to. Opening it changes nothing, and it looks the same whether or not the
// address has an account: what is offered is accepted by proving to be the address, in one of three ways.

const OfferId = Id('offer')

/** Shows what is offered; `?step=code` asks for the code of a sign-up. */
export const showOffer: HostedHandler<'listOffers'> = async (call) => {
  const byAddress = await call.throttle('listOffers').countAddress()
  if (byAddress) return byAddress
  const offer = await offerOf(call)
  if (isFailure(offer)) return offer
  if (call.query('step') === 'code') return { status: 200, html: offerCodePage({ offer }) }
  return await offered(call, offer)
}

type Answering = 'acceptOffer' | 'declineOffer' | 'signIn' | 'signUp' | 'confirmSignUp' | 'resendSignUpCode'

/** Takes the forms of the page. */
export const answerOffer: HostedHandler<Answering> = async (call) => {
  const offer = await offerOf(call)
  if (isFailure(offer)) return offer
  switch (call.form.step) {
    case 'accept':
      return await answerSignedIn(call, offer, 'acceptOffer')
    case 'decline':
      return await answerSignedIn(call, offer, 'declineOffer')
    case 'sign_in':
      return await signInAndAccept(call, offer)
    case 'sign_up':
      return await startSignUp(call, offer)
    case 'confirm':
      return await confirmAndAccept(call, offer)
    case 'resend':
      return await resend(call, offer)
    default:
      return { location: paths.offer(offer.id) }
  }
}

async function offerOf({ deps, param }: HostedCall): Promise<OfferRow | Failure<'offer_not_found'>> {
  const id = OfferId.safeParse(param('offerId'))
  return (id.success && (await readOffer(deps, id.data))) || fail('offer_not_found')
}

const shown = ({ deps }: HostedCall, offer: OfferRow) => {
  const { host } = new URL(handleOrigin(deps.config, offer.name))
  return { offer, host, dashboardUrl: `${dashboardOrigin(deps.config)}/h/${offer.name}` }
}

async function offered(call: HostedCall, offer: OfferRow, problem?: FormProblem): Promise<HostedAnswer> {
  const account = await findBrowserAccount(call.deps, call.request)
  const page = { ...shown(call, offer), signedInAs: account?.email ?? null, problem }
  return { status: problem ? 401 : 200, html: offerPage(page) }
}

const askCode = (offer: OfferRow, text: string): HostedAnswer => ({
  status: 401,
  html: offerCodePage({ offer, problem: { step: 'confirm', text } }),
})

const accepted = (call: HostedCall, offer: OfferRow, headers: HeaderList = []): HostedAnswer => ({
  status: 200,
  html: acceptedPage(shown(call, offer)),
  headers,
})

/** By the account that this browser is signed in with. */
async function answerSignedIn(
  call: HostedCall<'acceptOffer' | 'declineOffer'>,
  offer: OfferRow,
  operation: 'acceptOffer' | 'declineOffer',
): Promise<HostedAnswer> {
  const { deps, request } = call
  const limits = call.throttle(operation)
  const byAddress = await limits.countAddress()
  if (byAddress) return byAddress
  const account = await findBrowserAccount(deps, request)
  // Signed out since, or as somebody else.
  if (account?.email !== offer.email) return { location: paths.offer(offer.id) }
  const byAccount = await limits.count('account', account.accountId)
  if (byAccount) return byAccount
  const by = { accountId: account.accountId, requestId: request.id }
  if (operation === 'declineOffer') {
    const failure = await declineOffer(deps, by, offer.id)
    return failure ?? { status: 200, html: declinedPage(offer) }
  }
  const result = await acceptOffer(deps, by, offer.id)
  return isFailure(result) ? result : accepted(call, offer)
}

async function signInAndAccept(call: HostedCall<'signIn'>, offer: OfferRow): Promise<HostedAnswer> {
  const { deps, request, form } = call
  const { email } = offer
  const limits = call.throttle('signIn')
  const limited = (await limits.countAddress()) ?? (await limits.countEmail(email, null))
  if (limited) return limited
  const again = (text: string) => offered(call, offer, { step: 'sign_in', text })
  if (!form.password) return await again('Enter your password.')
  const session = await signIn(deps, request, { email, password: form.password })
  if (isFailure(session)) {
    if (session.code !== 'invalid_credentials') return session
    return await again('The password is wrong, or this address has no account.')
  }
  await limits.giveBack()
  const by = { accountId: session.accountId, requestId: request.id }
  const result = await acceptOffer(deps, by, offer.id)
  const cookies = signedInCookies(deps, request, { email, refreshToken: session.refreshToken })
  return isFailure(result) ? result : accepted(call, offer, cookies)
}

/** The first half of creating an account; the code that is mailed is the second. */
async function startSignUp(call: HostedCall<'signUp'>, offer: OfferRow): Promise<HostedAnswer> {
  const { deps, request, form } = call
  const limits = call.throttle('signUp')
  const limited = (await limits.countAddress()) ?? (await limits.countEmail(offer.email, null))
  if (limited) return limited
  const again = (text: string) => offered(call, offer, { step: 'sign_up', text })
  const entered = contract.accounts.signUp.body.safeParse({ email: offer.email, password: form.password })
  if (!entered.success) return await again('Choose a password with at least 12 characters.')
  const device = describeDevice(request.header('user-agent'))
  const code = await signUp(deps, request, { ...entered.data, device })
  if (isFailure(code))
    return code.code === 'unavailable'
      ? code
      : await again('That password is too easy to guess. Choose another.')
  return { location: `${paths.offer(offer.id)}?step=code` }
}

async function resend(call: HostedCall<'resendSignUpCode'>, offer: OfferRow): Promise<HostedAnswer> {
  const limits = call.throttle('resendSignUpCode')
  const limited = (await limits.countAddress()) ?? (await limits.countEmail(offer.email, null))
  if (limited) return limited
  await resendSignUpCode(call.deps, offer.email)
  return { location: `${paths.offer(offer.id)}?step=code` }
}

const wrongCodes = {
  invalid_code: 'That code is not correct. Check the latest email.',
  expired_code: 'That code has expired. Request another one.',
  used_code: 'That code has already been used. Sign in to the account it created.',
} as const

/** Creates the account and accepts, in one transaction. */
async function confirmAndAccept(call: HostedCall<'confirmSignUp'>, offer: OfferRow): Promise<HostedAnswer> {
  const { deps, request, form } = call
  const { email } = offer
  const byAddress = await call.throttle('confirmSignUp').countAddress()
  if (byAddress) return byAddress
  const entered = contract.accounts.confirmSignUp.body.safeParse({ email, code: form.code })
  if (!entered.success) return askCode(offer, 'Enter the code from the email.')
  const joined = await inOwnTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx }
    const account = await confirmSignUp(within, entered.data)
    if (isFailure(account)) return account
    const result = await acceptOffer(within, { accountId: account.id, requestId: request.id }, offer.id)
    return { account, result }
  })
  if (isFailure(joined)) return askCode(offer, wrongCodes[joined.code])
  const { account, result } = joined
  // Taken back in this very moment; the account stays, as its owner wanted one.
  if (isFailure(result)) return result
  const session = await openSession(deps, account.id, describeDevice(request.header('user-agent')))
  const { refreshToken } = session
  return accepted(call, offer, signedInCookies(deps, request, { email, refreshToken }))
}
