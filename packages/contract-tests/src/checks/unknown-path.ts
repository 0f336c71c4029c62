import type { Check } from '../context.ts'
import { each } from '../each.ts'

const PATHS = [
  '/v2/ct-nothing-is-here',
  '/v2/public/ct-nothing-is-here',
  '/v2/visitor/ct-nothing-is-here',
  '/.well-known/ct-nothing-is-here',
  '/oauth/ct-nothing-is-here',
  '/v2/%00',
  '/v2/%',
  '/v2/%c3%28',
  '/v2/..%2f..%2fetc%2fpasswd',
  `/v2/${'x'.repeat(4000)}`,
]

const shortened = (path: string) => (path.length > 60 ? `${path.slice(0, 60)}…` : path)

/** What is nowhere is not found, in the form in which clients read errors. */
export const unknownPath: Check = {
  rules: ['unknown-path'],
  async run(context) {
    const { client, finding } = context
    await each(context, PATHS, async (path) => {
      const exchange = await client.send({ operation: null, path })
      const { status, headers, code } = exchange.answer
      const says = (sentence: string) => finding('unknown-path', shortened(path), sentence, [exchange])
      // What cannot even be read may be refused as such.
      const isOdd = path.includes('%')
      if (status !== 404 && !(isOdd && status === 400)) says(`It answered ${status} instead of 404.`)
      else if (!headers['content-type']?.startsWith('application/json'))
        says(`The ${status} is ${headers['content-type'] ?? 'of no media type'} instead of JSON.`)
      else if (status === 404 && code !== 'not_found') says(`The code of the 404 is ${code}.`)
    })
  },
}
