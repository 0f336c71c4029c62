import type { Check } from '../context.ts'
import { sampleRequest } from '../sample.ts'

/** Reads everything that can be read with what is at hand; what comes is held against its declarations. */
export const reading: Check = {
  rules: [],
  async run({ operations, document, client, credentials }) {
    for (const operation of operations.filter(({ isSafe }) => isSafe)) {
      const kinds = operation.credentials.filter((kind) => kind === null || credentials.has(kind))
      for (const kind of kinds) {
        const as = kind === null ? null : (credentials.get(kind) ?? null)
        await client.send({ ...sampleRequest(document, operation), as })
      }
    }
  },
}
