import { Email } from '@latchkey/contract'
import { requestMagicLink } from '../features/visitors/service.ts'
import { fail, isFailure } from '../platform/failure.ts'
import { paths } from '../platform/html/paths.ts'
import type { HostedAnswer, HostedCall } from '../platform/http/hosted-route.ts'

/** What is said of an e-mail address that is none. */
const WRONG_ADDRESS = 'Enter your email address, such as ana@example.com.'

/**
 * Mails a link to the address in the form, under the throttles of `requestMagicLink`, and goes on to the page that
 * asks for the code: reloading that one sends nothing again.
 * @param target what the visitor came for: a page of the handle, or another URL of its site.
 * @param again shows the form once more, with what is wrong in it.
 */
export async function askForLink(
  { deps, request, handle, form, throttle }: HostedCall<'requestMagicLink'>,
  target: { pageSlug?: string; returnTo?: string },
  again: (entered: { email: string; error: string }) => HostedAnswer | Promise<HostedAnswer>,
): Promise<HostedAnswer> {
  const limits = throttle('requestMagicLink')
  const byAddress = await limits.countAddress()
  if (byAddress) return byAddress
  const entered = (form.email ?? '').trim()
  const email = Email.safeParse(entered)
  if (!email.success) return again({ email: entered, error: WRONG_ADDRESS })
  const byEmail = await limits.countEmail(email.data, handle)
  if (byEmail) return byEmail
  const ask = (to: typeof target) =>
    requestMagicLink(deps, request, { email: email.data, ...(handle !== null && { handle }), ...to })
  let challenge = await ask(target)
  if (isFailure(challenge) && challenge.code === 'invalid_redirect_url') {
    // The creator took the front end off the list meanwhile: the link leads to our own pages then.
    const { returnTo: _, ...rest } = target
    challenge = await ask(rest)
  }
  if (!isFailure(challenge)) return { location: `${paths.checkMail}?challenge=${challenge.challengeId}` }
  if (challenge.code === 'handle_not_found') return fail('handle_not_found')
  throw new Error(`A link without returnTo was refused for ${request.id}: ${challenge.code}`)
}
