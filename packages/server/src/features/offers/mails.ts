import type { Role } from '@latchkey/contract'
import { dashboardOrigin, handleOrigin } from '../../platform/config.ts'
import { formatTime } from '../../platform/dates.ts'
import type { Deps } from '../../platform/deps.ts'
import { paths } from '../../platform/html/paths.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { MailFacts } from '../../platform/mail/kinds.ts'
import type { Mail } from '../../platform/mail/message.ts'
import { findOffer } from './offer-queries.ts'

/** What a role lets its holder do, as mails and pages say it. */
export const may: Record<Role, string> = {
  CREATOR: 'work on pages, files, group buys and sales',
  OPERATOR: 'work on everything but the handle itself',
  OWNER: 'do everything, and the sales are yours',
}

/** Offers somebody a role on a handle, or the handle; the subject is the offer. The same for every address. */
export const roleOfferedMail: Composer = async ({ db, config, clock }, offerId) => {
  const offer = await findOffer(db, offerId, clock.now())
  if (!offer) return null
  const { id, email, role, expiresAt, offeredBy, name, displayName } = offer
  const { host } = new URL(handleOrigin(config, name))
  const ownership = role === 'OWNER'
  return {
    to: email,
    subject: ownership ? `Take over ${displayName}?` : `Work on ${displayName}?`,
    preheader: ownership
      ? `${offeredBy} offers you ownership of ${host}.`
      : `${offeredBy} invites you to ${host} as ${role}.`,
    heading: ownership ? `Take over ${displayName}?` : `Work on ${displayName}?`,
    blocks: [
      {
        paragraph: ownership
          ? `${offeredBy} offers you ownership of ${displayName} (${host}) on Latchkey.`
          : `${offeredBy} invites you to work on ${displayName} (${host}) on Latchkey, with the role ${role}. In this role you can ${may[role]}.`,
      },
      ...(ownership ? [{ paragraph: whatOwnershipMeans }] : []),
      {
        paragraph: `To accept, sign in as ${email}, or create an account with this address. Nothing changes until you do.`,
      },
      {
        button: ownership ? 'See the offer' : 'See the invitation',
        url: `${config.origin}${paths.offer(id)}`,
      },
      { note: `You can accept until ${formatTime(expiresAt)}.` },
      { note: 'Not expecting this? You can ignore it. Nothing happens unless you accept.' },
    ],
  }
}

/** What comes with a handle, for whoever may take it over. */
export const whatOwnershipMeans =
  'Sales pause until you connect your own Stripe account. Buyers keep their access, and refunds of earlier sales come from the account that received them.'

type Transfer = MailFacts<'handle_transferred'>

/** A transfer as its two mails need it. */
async function describeTransfer({ db, config }: Deps, { handleId, formerOwnerId, ownerId }: Transfer) {
  const handle = await db
    .selectFrom('handles as handle')
    .select(['handle.name', 'handle.display_name as displayName'])
    .where('handle.id', '=', handleId)
    .executeTakeFirst()
  if (!handle) return null
  const people = await db
    .selectFrom('accounts as account')
    .select(['account.id', 'account.email'])
    .where('account.id', 'in', [formerOwnerId, ownerId])
    .execute()
  const addressOf = (accountId: string) => people.find(({ id }) => id === accountId)?.email ?? null
  const { host } = new URL(handleOrigin(config, handle.name))
  return {
    displayName: handle.displayName,
    url: `${dashboardOrigin(config)}/h/${handle.name}`,
    host,
    from: addressOf(formerOwnerId),
    to: addressOf(ownerId),
  }
}

/** Tells the new owner. */
export const handleReceivedMail: Composer<Transfer> = async (deps, _eventId, facts): Promise<Mail | null> => {
  const transfer = await describeTransfer(deps, facts)
  if (!transfer?.to) return null
  const { to, displayName, host, url } = transfer
  return {
    to,
    subject: `${displayName} is now yours`,
    preheader: `You own ${host}. Connect Stripe to sell.`,
    heading: `${displayName} is now yours`,
    blocks: [
      { paragraph: `You are now the owner of ${displayName} (${host}).` },
      {
        paragraph:
          'Sales are paused until you connect your own Stripe account. Buyers keep their access, and refunds of earlier sales come from the account that received them.',
      },
      { button: 'Open your dashboard', url },
    ],
  }
}

/** Tells the former owner, who may not have been the one that did it. */
export const handleTransferredMail: Composer<Transfer> = async (
  deps,
  _eventId,
  facts,
): Promise<Mail | null> => {
  const transfer = await describeTransfer(deps, facts)
  if (!transfer?.from) return null
  const { from, to, displayName, host } = transfer
  return {
    to: from,
    subject: `You gave ${displayName} away`,
    preheader: `${host} has a new owner.`,
    heading: `${displayName} has a new owner`,
    blocks: [
      {
        paragraph: `Your offer of ownership of ${displayName} (${host}) was accepted${to ? ` by ${to}` : ''}. You are now an operator of it. Its sales no longer go to your Stripe account, and the personal access tokens you made for it have stopped working.`,
      },
      { note: "Wasn't you? Change your password and contact support right away." },
    ],
  }
}
