import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { Mail } from '../../platform/mail/message.ts'

const may = {
  CREATOR: 'work on pages, files, group buys and sales',
  OPERATOR: 'work on everything but the handle itself',
} as const

/** Tells somebody that they may work on a handle; the subject is the invitation. */
export const collaboratorAddedMail: Composer = async ({ db, config }, invitationId) => {
  const invitation = await db
    .selectFrom('collaborator_invitations as invitation')
    .innerJoin('handles as handle', 'handle.id', 'invitation.handle_id')
    .select([
      'invitation.email',
      'invitation.role',
      'invitation.accepted_at as acceptedAt',
      'handle.name',
      'handle.display_name as displayName',
    ])
    .where('invitation.id', '=', invitationId)
    .executeTakeFirst()
  if (!invitation) return null
  const { email, role, acceptedAt, name, displayName } = invitation
  const host = new URL(handleOrigin(config, name)).host
  return {
    to: email,
    subject: `You can now work on ${displayName}`,
    preheader: `Your role on ${host}: ${role}.`,
    heading: `You can now work on ${displayName}`,
    blocks: [
      {
        paragraph: `You were given the role ${role} on ${displayName} (${host}). With it you may ${may[role]}.`,
      },
      {
        paragraph: acceptedAt
          ? `Sign in to Latchkey as ${email} to start.`
          : `To start, sign up for Latchkey with this address, ${email}. The role waits for you there.`,
      },
      { note: 'Did you not expect this? Then ignore it: nothing happens unless you go there.' },
    ],
  }
}

/** A transfer as its two mails need it; the subject is the event in the audit log. */
async function findTransfer({ db, config }: Deps, eventId: string) {
  const event = await db
    .selectFrom('audit_events as event')
    .innerJoin('handles as handle', 'handle.id', 'event.handle_id')
    .select(['event.before', 'event.after', 'handle.name', 'handle.display_name as displayName'])
    .where('event.id', '=', eventId)
    .where('event.action', '=', 'handle.transferred')
    .executeTakeFirst()
  if (!event) return null
  const address = async (side: unknown) => {
    const { ownerId } = side as { ownerId: string }
    const account = await db
      .selectFrom('accounts')
      .select('email')
      .where('id', '=', ownerId)
      .executeTakeFirst()
    return account?.email ?? null
  }
  return {
    displayName: event.displayName,
    url: `${handleOrigin(config, event.name)}/`,
    host: new URL(handleOrigin(config, event.name)).host,
    from: await address(event.before),
    to: await address(event.after),
  }
}

/** Tells the new owner. */
export const handleReceivedMail: Composer = async (deps, eventId): Promise<Mail | null> => {
  const transfer = await findTransfer(deps, eventId)
  if (!transfer?.to) return null
  const { to, displayName, host, url } = transfer
  return {
    to,
    subject: `${displayName} is yours now`,
    preheader: `You own ${host}. Connect with Stripe to sell.`,
    heading: `${displayName} is yours now`,
    blocks: [
      { paragraph: `You are the owner of ${displayName} (${host}).` },
      {
        paragraph:
          'Sales are paused until you have connected an account of your own with Stripe. Buyers keep their access, and refunds of earlier sales come from the account that received them.',
      },
      { button: `See ${displayName}`, url },
    ],
  }
}

/** Tells the former owner, who may not have been the one that did it. */
export const handleTransferredMail: Composer = async (deps, eventId): Promise<Mail | null> => {
  const transfer = await findTransfer(deps, eventId)
  if (!transfer?.from) return null
  const { from, to, displayName, host } = transfer
  return {
    to: from,
    subject: `You gave ${displayName} away`,
    preheader: `${host} has a new owner.`,
    heading: `${displayName} has a new owner`,
    blocks: [
      {
        paragraph: `You transferred ${displayName} (${host})${to ? ` to ${to}` : ''} and are an operator of it now. Its sales no longer go to your account with Stripe.`,
      },
      { note: 'Was it not you? Change your password and ask support for help at once.' },
    ],
  }
}
