import type { Check } from '../context.ts'
import { each } from '../each.ts'
import { unfitNames } from '../refused.ts'

/** What cannot exist is not found, rather than a fault. */
export const unknownName: Check = {
  rules: ['unknown-name'],
  async run(context) {
    const { operations, document, client, finding } = context
    await each(context, operations, async (operation) => {
      const request = unfitNames(document, operation)
      if (!request || !client.hasQuota(operation)) return
      const exchange = await client.send(request)
      const { status } = exchange.answer
      const expected = operation.needsCredential ? [401] : [404, 401]
      if (expected.includes(status)) return
      const sentence = `With a name that cannot exist it answered ${status} instead of ${expected.join(' or ')}.`
      finding('unknown-name', operation, sentence, [exchange])
    })
  },
}
