import type { Check } from '../context.ts'
import { sampleRequest } from '../sample.ts'

const ALL = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A method that a path does not have is refused, by name. */
export const methodNotAllowed: Check = {
  rules: ['method-not-allowed'],
  async run({ operations, document, client, finding }) {
    const paths = new Map(operations.map((operation) => [operation.path, operation]))
    for (const [path, operation] of paths) {
      const has = new Set(document.operations.filter((one) => one.path === path).map(({ method }) => method))
      const method = ALL.find((one) => !['GET', 'HEAD', 'OPTIONS'].includes(one) && !has.has(one))
      if (!method) continue
      const { params = {} } = sampleRequest(document, operation)
      const exchange = await client.send({ operation, method, params })
      const { status, headers } = exchange.answer
      const allowed = new Set((headers.allow ?? '').split(',').map((part) => part.trim()))
      const says = (sentence: string) => finding('method-not-allowed', path, sentence, [exchange])
      if (status !== 405) says(`${method} got ${status} instead of 405.`)
      else if ([...has].some((one) => !allowed.has(one)))
        says(`\`Allow: ${headers.allow ?? ''}\` does not name ${[...has].join(', ')}.`)
    }
  },
}
