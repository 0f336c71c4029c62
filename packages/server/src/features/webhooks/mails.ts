import { WEBHOOK_FAILURES_ALLOWED, WEBHOOK_TRIES } from '@latchkey/contract'
import { handleOrigin } from '../../platform/config.ts'
import type { Composer } from '../../platform/mail/delivery.ts'

/** Tells the owner that an endpoint was disabled; the subject is the event in the audit log. */
export const webhookDisabledMail: Composer = async ({ db, config }, eventId) => {
  const event = await db
    .selectFrom('audit_events as event')
    .innerJoin('handles as handle', 'handle.id', 'event.handle_id')
    .innerJoin('collaborators as owner', (join) =>
      join.onRef('owner.handle_id', '=', 'handle.id').on('owner.role', '=', 'OWNER'),
    )
    .innerJoin('accounts as account', 'account.id', 'owner.account_id')
    .select(['event.after', 'handle.name', 'account.email'])
    .where('event.id', '=', eventId)
    .where('event.action', '=', 'webhook_endpoint.disabled')
    .executeTakeFirst()
  if (!event) return null
  const { webhookEndpointId, origin, why } = event.after as {
    webhookEndpointId: string
    origin: string
    why?: 'gone' | 'failures'
  }
  const { host } = new URL(handleOrigin(config, event.name))
  return {
    to: event.email,
    subject: `A webhook endpoint of ${event.name} was disabled`,
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
