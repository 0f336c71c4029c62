import { isDeepStrictEqual } from 'node:util'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Check, Context } from '../context.ts'
import { each } from '../each.ts'
import { sampleRequest } from '../sample.ts'

const PATH = '/openapi.json'
const ORIGIN = 'https://ct-stranger.example'

const decoders = { gzip: gunzipSync, br: brotliDecompressSync }

/** How the document is handed out. */
export const servedDocument: Check = {
  rules: ['document-served', 'document-conditional', 'document-compressed', 'answers-not-compressed'],
  async run(context) {
    await each(context, [PATH], async () => {
      await checkServed(context)
      await checkConditional(context)
      await checkCompressed(context)
    })
    await checkNotCompressed(context)
  },
}

const get = ({ client }: Context, headers: Record<string, string>, method = 'GET') =>
  client.send({ operation: null, path: PATH, method, headers })

async function checkServed(context: Context) {
  for (const method of ['GET', 'HEAD']) {
    const exchange = await get(context, { origin: ORIGIN }, method)
    const { status, headers, text } = exchange.answer
    const says = (sentence: string) => context.finding('document-served', PATH, sentence, [exchange])
    if (status !== 200) says(`${method} got ${status} instead of 200.`)
    else if (!/^application\/(?:.*\+)?json/.test(headers['content-type'] ?? ''))
      says(`${method} got ${headers['content-type'] ?? 'no media type'} instead of JSON.`)
    else if (headers['access-control-allow-origin'] !== '*')
      says(`${method} from another origin got no \`Access-Control-Allow-Origin: *\`.`)
    else if (!/no-cache|max-age=0/.test(headers['cache-control'] ?? ''))
      says(`${method} got \`Cache-Control: ${headers['cache-control'] ?? ''}\`, so caches keep it unasked.`)
    else if (headers.etag === undefined) says(`${method} got no ETag.`)
    else if (method === 'HEAD' && text !== '') says('HEAD got a body.')
  }
}

async function checkConditional(context: Context) {
  const whole = await get(context, {})
  const { etag } = whole.answer.headers
  if (etag === undefined) return
  const known = [etag, `W/${etag.replace(/^W\//, '')}`, `"ct-another", ${etag}`, '*']
  for (const tag of known) {
    const exchange = await get(context, { 'if-none-match': tag })
    const { status, text, headers } = exchange.answer
    const says = (sentence: string) =>
      context.finding('document-conditional', PATH, sentence, [whole, exchange])
    if (status !== 304) says(`With its own ETag in If-None-Match it got ${status} instead of 304.`)
    else if (text !== '') says('The 304 has a body.')
    else if (headers.etag === undefined) says('The 304 has no ETag.')
  }
  const other = await get(context, { 'if-none-match': '"ct-another"' })
  if (other.answer.status !== 200)
    context.finding(
      'document-conditional',
      PATH,
      `With another ETag in If-None-Match it got ${other.answer.status} instead of 200.`,
      [other],
    )
}

async function checkCompressed(context: Context) {
  const plain = await get(context, {})
  const says = (sentence: string, exchange = plain) =>
    context.finding('document-compressed', PATH, sentence, [exchange])
  if (plain.answer.headers['content-encoding'] !== undefined)
    says('It is compressed for those who accept nothing of the kind.')
  for (const [coding, decode] of Object.entries(decoders)) {
    const exchange = await get(context, { 'accept-encoding': coding })
    const { headers, bytes = new Uint8Array() } = exchange.answer
    if (headers['content-encoding'] !== coding) {
      says(
        `With \`Accept-Encoding: ${coding}\` it is ${headers['content-encoding'] ?? 'not compressed'}.`,
        exchange,
      )
    } else if (!/accept-encoding|\*/i.test(headers.vary ?? ''))
      says(`As ${coding} it has no \`Vary: Accept-Encoding\`.`, exchange)
    else if (!isDeepStrictEqual(decoded(bytes, decode), plain.answer.json))
      says(`As ${coding} it is another document.`, exchange)
    else if (headers.etag === plain.answer.headers.etag && !headers.etag?.startsWith('W/'))
      says(`As ${coding} it has the same strong ETag as uncompressed.`, exchange)
  }
}

function decoded(bytes: Uint8Array, decode: (bytes: Uint8Array) => Buffer): unknown {
  try {
    return JSON.parse(decode(bytes).toString())
  } catch {
    return undefined
  }
}

async function checkNotCompressed(context: Context) {
  const { operations, document, client, finding } = context
  const readable = operations
    .filter((operation) => operation.isSafe && client.hasQuota(operation))
    .slice(0, 10)
  await each(context, readable, async (operation) => {
    const headers = { 'accept-encoding': 'gzip, br' }
    const exchange = await client.send({ ...sampleRequest(document, operation), headers })
    const coding = exchange.answer.headers['content-encoding']
    if (coding)
      finding('answers-not-compressed', operation, `Its answer is compressed by ${coding}.`, [exchange])
  })
}
