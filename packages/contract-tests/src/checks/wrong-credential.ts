import type { Check } from '../context.ts'
import type { ContractDocument } from '../document.ts'
import { each } from '../each.ts'
import type { Credential } from '../exchange.ts'
import { harmlessRequest } from '../refused.ts'
import { traceOf } from '../trace.ts'

/** What was never issued opens nothing, of whatever kind it claims to be. */
export const wrongCredential: Check = {
  rules: ['wrong-credential'],
  async run(context) {
    const { operations, document, client, finding } = context
    const closed = operations.filter(({ needsCredential }) => needsCredential)
    await each(context, closed, async (operation) => {
      const request = harmlessRequest(document, operation)
      for (const kind of operation.credentials) {
        if (kind === null || !request || !client.hasQuota(operation)) continue
        const spec = { ...request, as: neverIssued(document, kind) }
        if (traceOf(document, spec) !== null) continue
        const exchange = await client.send(spec)
        const { status } = exchange.answer
        if (status === 401) continue
        const sentence = `With a ${kind} that was never issued it answered ${status} instead of 401.`
        finding('wrong-credential', operation, sentence, [exchange])
      }
    })
  },
}

/** A credential of the kind, in no form that any server issues. */
function neverIssued(document: ContractDocument, kind: string): Credential {
  const scheme = document.object.components.securitySchemes[kind] ?? {}
  const isCookie = 'in' in scheme && scheme.in === 'cookie' && 'name' in scheme
  return { kind, secret: isCookie ? `${scheme.name}=ct-never-issued` : 'ct-never-issued' }
}
