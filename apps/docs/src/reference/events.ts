import {
  WEBHOOK_DELIVERY_DAYS,
  WEBHOOK_TIMEOUT_SECONDS,
  WEBHOOK_TRIES,
  webhookEvents,
} from '@latchkey/contract'
import { duration } from '../site/fill/numbers.ts'
import type { Page } from '../site/page.ts'
import { nodeOf } from './contract.ts'
import { block, code, json, link, paragraphs, section, table } from './markdown.ts'
import { describeMembers } from './members.ts'
import { exampleIn } from './samples.ts'
import { typeOf } from './types.ts'

type Event = (typeof webhookEvents)[number]

const eventPath = (type: string) => `/reference/events/${type}`

/** A page for every webhook event, and the index of them. */
export const eventPages = (): readonly Page[] => [indexPage(), ...webhookEvents.map(eventPage)]

const sample = (
  type: string,
) => `import { verifyWebhook, WebhookVerificationError } from '@latchkey/sdk/webhooks'

export async function POST(request: Request) {
  try {
    const event = await verifyWebhook(request, process.env.WEBHOOK_SECRET ?? '')
    if (event.type === '${type}') console.log(event.id, event.data)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (error instanceof WebhookVerificationError) return new Response(error.reason, { status: 400 })
    throw error
  }
}
`

const delivery = () =>
  `Answer with a status in 200 to 299 within ${duration(WEBHOOK_TIMEOUT_SECONDS)}. Anything else is tried again, up to ${WEBHOOK_TRIES} times in all. An event may come more than once and out of order: \`webhook-id\` is the same each time, so ignore one that you have seen. Deliveries are kept for ${WEBHOOK_DELIVERY_DAYS} days, and can be sent again by ${link('`replayWebhookDelivery`', '/reference/webhooks/replayWebhookDelivery')}.`

function eventPage({ type, summary, description }: Event): Page {
  const { parameters = [], requestBody } = nodeOf(type)
  const media = requestBody?.content['application/json']
  if (!media) throw new Error(`${type} has no body.`)
  return {
    id: eventPath(type).slice(1),
    title: summary,
    description,
    body: paragraphs(
      description,
      `Event ${code(type)}, sent with \`POST\` to the ${link('endpoints', '/reference/webhooks')} of a handle that ask for it.`,
      section(
        'Headers',
        table(
          ['Header', 'What it says'],
          parameters.map(({ name, description = '' }) => [code(name), description]),
        ),
      ),
      section(
        'Body',
        `\`application/json\`, ${typeOf(media.schema)}:`,
        describeMembers(media.schema, 'sent', 2),
      ),
      section('Example', json(exampleIn(media))),
      section(
        'Verify it',
        'Check the signature over the body exactly as it was sent, before you trust it. The SDK does, in Node, Deno, Bun and workers:',
        block('ts', sample(type)),
        'Elsewhere, any library for [Standard Webhooks](https://www.standardwebhooks.com) does.',
      ),
      section('Delivery', delivery()),
    ),
  }
}

const indexPage = (): Page => ({
  id: 'reference/events',
  title: 'Webhook events',
  description: 'What creators’ endpoints are told, and how it is delivered.',
  body: paragraphs(
    table(
      ['Event', 'When'],
      webhookEvents.map(({ type, description }) => [link(code(type), eventPath(type)), description]),
    ),
    section('Delivery', delivery()),
  ),
})
