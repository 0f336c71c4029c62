import type { Check } from '../context.ts'
import { each } from '../each.ts'
import type { Exchange } from '../exchange.ts'
import { sampleRequest } from '../sample.ts'

/** What must be said by HEAD as by GET; others change from one answer to the next, or describe the body only. */
const COMPARED = [
  'content-type',
  'cache-control',
  'etag',
  'location',
  'vary',
  'www-authenticate',
  'referrer-policy',
  'content-security-policy',
  'access-control-allow-origin',
]

/** HEAD says what GET would say. */
export const head: Check = {
  rules: ['head-like-get'],
  async run(context) {
    const { operations, document, client, finding } = context
    const safe = operations.filter((operation) => operation.isSafe && client.hasQuota(operation))
    await each(context, safe, async (operation) => {
      const request = sampleRequest(document, operation)
      const get = await client.send(request)
      const answer = await client.send({ ...request, method: 'HEAD' })
      const problem = differenceOf(get, answer)
      if (problem) finding('head-like-get', operation, problem, [get, answer])
    })
  },
}

function differenceOf({ answer: get }: Exchange, { answer: head }: Exchange): string | null {
  if (head.text !== '') return 'HEAD sent a body.'
  if (head.status !== get.status) return `HEAD got ${head.status}, GET ${get.status}.`
  // A nonce or an id in a policy is new each time.
  const plain = (value: string | undefined) => value?.replaceAll(/nonce-[^']+/g, 'nonce')
  const name = COMPARED.find((one) => plain(head.headers[one]) !== plain(get.headers[one]))
  if (name)
    return `${name} is ${head.headers[name] ?? 'missing'} by HEAD, ${get.headers[name] ?? 'missing'} by GET.`
  const lengths = [head.headers['content-length'], get.headers['content-length']]
  const differ = lengths.every((length) => length !== undefined) && lengths[0] !== lengths[1]
  return differ ? `content-length is ${lengths[0]} by HEAD, ${lengths[1]} by GET.` : null
}
