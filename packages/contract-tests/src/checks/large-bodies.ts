import type { Check, Context } from '../context.ts'
import type { Operation } from '../document.ts'
import { each } from '../each.ts'
import { sampleRequest } from '../sample.ts'
import { traceOf } from '../trace.ts'

/** Bytes, more than an operation reads: 256 KiB, or 1 MiB of what is signed byte for byte. */
const LARGE = 300_000
const LARGE_SIGNED = 1_100_000

/** What is too large is refused, before anybody is asked who they are. */
export const largeBodies: Check = {
  rules: ['body-too-large'],
  async run(context) {
    const { operations, client } = context
    const withBody = operations.filter((operation) => operation.body && operation.answer(413))
    await each(context, withBody, async (operation) => {
      if (client.hasQuota(operation)) await send(context, operation, {})
    })
    // A few are enough for the other way to send a body: there is one function that reads them all.
    const open = withBody.filter((operation) => !operation.needsCredential && client.hasQuota(operation))
    await each(context, open.slice(0, 3), async (operation) => {
      await send(context, operation, { 'content-length': null, 'transfer-encoding': 'chunked' })
    })
  },
}

async function send(
  { document, client, finding }: Context,
  operation: Operation,
  headers: Record<string, string | null>,
) {
  // What is signed is of any media type, so there is no 415.
  const size = operation.answer(415) ? LARGE : LARGE_SIGNED
  const body = `"ct=${'x'.repeat(size)}`
  const spec = { ...sampleRequest(document, operation), body, headers }
  if (traceOf(document, spec) !== null) return
  const exchange = await client.send(spec)
  const { status } = exchange.answer
  const how = 'transfer-encoding' in headers ? 'whose length is not announced ' : ''
  if (status !== 413 && !(operation.needsCredential && status === 401))
    finding('body-too-large', operation, `A body of ${size} bytes ${how}got ${status} instead of 413.`, [
      exchange,
    ])
}
