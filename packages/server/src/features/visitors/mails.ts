import { CODE_DIGITS, MAGIC_LINK_SECONDS, type Money } from '@latchkey/contract'
import { type Config, handleOrigin } from '../../platform/config.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { formatTime } from '../../platform/dates.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { Mail, MailBlock } from '../../platform/mail/message.ts'
import { formatMoney } from '../../platform/money.ts'
import { onHandleSite } from '../../platform/redirects.ts'
import { hashCode, hashSecret, newCode, newSecret } from '../../platform/secrets.ts'
import { type Challenge, mintSecrets } from './challenge-queries.ts'

const MINUTES = MAGIC_LINK_SECONDS / 60

/** The page that a visitor came for: what it is called and costs. */
export interface RequestedPage {
  readonly title: string
  readonly price: Money | null
}

type FindRequestedPage = (
  db: DbOrTransaction,
  wanted: Pick<Challenge, 'handleId' | 'pageSlug'>,
) => Promise<RequestedPage | null>

// Why: apps/docs/src/content/docs/internals/decisions/0001-challenge-bound-sessions.md
/** The magic link. Link and code are minted here, when the mail is written, so that no job carries a secret. */
export const magicLinkMail =
  (findRequestedPage: FindRequestedPage): Composer =>
  async ({ db, pool, clock, keys, config }, challengeId) => {
    const [codeKey] = keys.derive('magic-link-code')
    const token = newSecret('')
    const code = newCode(CODE_DIGITS)
    const challenge = await mintSecrets(pool, {
      challengeId,
      tokenHash: hashSecret(token),
      codeHash: codeKey ? hashCode(codeKey, challengeId, code) : null,
      now: clock.now(),
    })
    if (!challenge) return null
    const path = `/_edge/visitor/access/t/${token}`
    return challenge.handleName
      ? handleMail(config, challenge, await findRequestedPage(db, challenge), {
          url: `${handleOrigin(config, challenge.handleName)}${path}`,
          code: challenge.withCode ? code : null,
        })
      : libraryMail(config, challenge, `${config.origin}${path}`)
  }

function handleMail(
  config: Config,
  challenge: Challenge,
  page: RequestedPage | null,
  { url, code }: { url: string; code: string | null },
): Mail {
  const handle = challenge.handleName ?? ''
  const host = new URL(url).host
  const site = challenge.handleDisplayName ?? host
  const returnTo = challenge.returnTo ? new URL(challenge.returnTo) : null
  const frontEnd = returnTo && !onHandleSite(returnTo, handle, config) ? returnTo : null
  return {
    to: challenge.email,
    // With the host: whatever the site is called, this is not the mail of the platform itself.
    subject: page ? `Your link to ${page.title}` : `Sign in to ${site} (${host})`,
    preheader: `Your link${code ? ' and code' : ''} for ${host}, valid for ${MINUTES} minutes.`,
    heading: page ? page.title : `Sign in to ${site}`,
    blocks: [
      { paragraph: `We received a request to sign in to ${site} (${host}) as ${challenge.email}.` },
      ...(frontEnd || page?.price ? [{ paragraph: nextStep(frontEnd, page) }] : []),
      {
        paragraph: `This link opens only what you have from ${site}, and nothing from any other creator.`,
      },
      { button: `Continue to ${site}`, url },
      ...(code ? codeBlocks(code) : []),
      ...closing(challenge, code !== null),
    ],
    seller: { ...challenge, name: site },
  }
}

/** Where the link leads: a front end sells by itself, while pages of Latchkey go on to Stripe. */
function nextStep(frontEnd: URL | null, page: RequestedPage | null): string {
  const back = frontEnd ? `The link takes you back to ${frontEnd.host}, and signs you in there.` : ''
  if (!page?.price) return back
  const price = formatMoney(page.price)
  return frontEnd
    ? `${back} If you have not bought “${page.title}” yet, you can buy it there for ${price}.`
    : `If you have not bought “${page.title}” yet, you will go to Stripe to pay ${price}.`
}

const codeBlocks = (code: string): MailBlock[] => [
  { paragraph: 'Signing in on another device? Type this code there instead:' },
  { code },
]

const libraryMail = (config: Config, challenge: Challenge, url: string): Mail => ({
  to: challenge.email,
  subject: 'Sign in to Latchkey',
  preheader: `Your link for ${config.PUBLIC_DOMAIN}, valid for ${MINUTES} minutes.`,
  heading: 'Sign in to Latchkey',
  blocks: [
    {
      paragraph: `We received a request to sign in to Latchkey (${config.PUBLIC_DOMAIN}) as ${challenge.email}.`,
    },
    {
      paragraph:
        'This link opens all of Latchkey: everything you have, from every creator. Open it on the device you want to use.',
    },
    { button: 'Continue to Latchkey', url },
    ...closing(challenge, false),
  ],
})

const closing = (challenge: Challenge, withCode: boolean): MailBlock[] => [
  {
    note: `Requested on ${formatTime(challenge.createdAt)}. ${
      withCode ? 'The link and code work' : 'The link works'
    } once, within ${MINUTES} minutes of that time.`,
  },
  {
    note: `Didn't ask for this? You can ignore it; nobody can sign in without this email. Never share the link${
      withCode ? ' or the code' : ''
    } with anyone.`,
  },
]
