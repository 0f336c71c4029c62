import type { Check } from '../context.ts'
import { each } from '../each.ts'
import { sampleRequest } from '../sample.ts'

/** In this order: what is least likely to do something where it is not refused comes first. */
const METHODS = ['PATCH', 'PUT', 'POST']

/** A method that a path does not have is refused, by name. */
export const methodNotAllowed: Check = {
  rules: ['method-not-allowed'],
  async run(context) {
    const { operations, document, client, finding } = context
    const paths = new Map(operations.map((operation) => [operation.path, operation]))
    await each(context, [...paths.keys()], async (path) => {
      const has = new Set(document.operations.filter((one) => one.path === path).map(({ method }) => method))
      if (has.has('GET')) has.add('HEAD')
      const method = METHODS.find((one) => !has.has(one))
      const operation = paths.get(path)
      if (!method || !operation) return
      const { params = {} } = sampleRequest(document, operation)
      const exchange = await client.send({ operation, method, params })
      const { status, headers, code } = exchange.answer
      const allowed = (headers.allow ?? '').split(',').map((part) => part.trim())
      const missing = [...has].filter((one) => !allowed.includes(one))
      const says = (sentence: string) => finding('method-not-allowed', path, sentence, [exchange])
      if (status !== 405) says(`${method} got ${status} instead of 405.`)
      else if (missing.length > 0)
        says(`\`Allow: ${headers.allow ?? ''}\` does not name ${missing.join(', ')}.`)
      else if (allowed.includes(method)) says(`\`Allow\` names ${method}, which was just refused.`)
      else if (code !== 'method_not_allowed') says(`The code of the 405 is ${code}.`)
    })
  },
}
