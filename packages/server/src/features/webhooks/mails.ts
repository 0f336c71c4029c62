import { WEBHOOK_FAILURES_ALLOWED, WEBHOOK_TRIES } from '@latchkey/contract'
import { handleOrigin } from '../../platform/config.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { MailFacts } from '../../platform/mail/kinds.ts'

/** Tells the owner that an endpoint was disabled. */
export const webhookDisabledMail: Composer<MailFacts<'webhook_disabled'>> = async (
  { db, config },
  _eventId,
  { handleId, webhookEndpointId, origin, why },
) => {
  const owned = await db
    .selectFrom('handles as handle')
    .innerJoin('collaborators as owner', (join) =>
      join.onRef('owner.handle_id', '=', 'handle.id').on('owner.role', '=', 'OWNER'),
    )
    .innerJoin('accounts as account', 'account.id', 'owner.account_id')
    .select(['handle.name', 'account.email'])
    .where('handle.id', '=', handleId)
    .executeTakeFirst()
  if (!owned) return null
  const { host } = new URL(handleOrigin(config, owned.name))
  return {
    to: owned.email,
    subject: `A webhook endpoint of ${owned.name} was disabled`,
    preheader:
      why === 'gone'
        ? `${origin} answered that it is gone.`
        : `${origin} accepted none of the last ${WEBHOOK_FAILURES_ALLOWED} events.`,
    heading: 'A webhook endpoint was disabled',
    blocks: [
      {
        paragraph:
          why === 'gone'
            ? `The endpoint ${webhookEndpointId} of ${host}, at ${origin}, answered with status 410 (Gone), so we stopped sending to it. If you took it down on purpose, there is nothing to do.`
            : `The endpoint ${webhookEndpointId} of ${host}, at ${origin}, did not accept the last ${WEBHOOK_FAILURES_ALLOWED} events, each sent ${WEBHOOK_TRIES} times over three days. It receives nothing new until you enable it.`,
      },
      {
        paragraph:
          'Once your server responds again, replay one of the failed deliveries. When it arrives, the endpoint is enabled. Replay the others too if you need them.',
      },
      {
        note: 'Events that happen before then are not kept for this endpoint. Read what you missed from the API.',
      },
    ],
  }
}
