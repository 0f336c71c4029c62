import type { Check } from '../context.ts'
import { each } from '../each.ts'
import { refusedRequest } from '../refused.ts'
import { sampleRequest } from '../sample.ts'

/** Reads everything that can be read with what is at hand; what comes is held against its declarations. */
export const reading: Check = {
  rules: [],
  async run(context) {
    const { operations, document, client, credentials } = context
    const safe = operations.filter(({ isSafe }) => isSafe)
    await each(context, safe, async (operation) => {
      const kinds = operation.credentials.filter((kind) => kind === null || credentials.has(kind))
      // Without any, it is at least refused as it declares.
      for (const kind of kinds.length > 0 ? kinds : [null]) {
        const as = kind === null ? null : (credentials.get(kind) ?? null)
        await client.send({ ...sampleRequest(document, operation), as })
      }
    })
    if (safe.length > 0) return
    // Where only writes are looked at, those show whether the server is there at all.
    await each(context, operations, async (operation) => {
      const request = refusedRequest(document, operation)
      if (request && client.hasQuota(operation)) await client.send(request)
    })
  },
}
