import { isDeepStrictEqual } from 'node:util'
import type { Check, Context } from '../context.ts'
import { each } from '../each.ts'
import type { Exchange } from '../exchange.ts'
import { sampleRequest } from '../sample.ts'

const SERVER = '/.well-known/oauth-authorization-server'
const RESOURCE = '/.well-known/oauth-protected-resource'

/** Members of a key that must never leave the server (RFC 7518 §6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

type Metadata = Readonly<Record<string, unknown>>

/** What clients discover is so, and says the same everywhere. */
export const discovery: Check = {
  rules: [
    'discovery-issuer',
    'discovery-agrees',
    'discovery-endpoints',
    'discovery-keys',
    'discovery-challenge',
  ],
  async run(context) {
    const { operations, document } = context
    const isSelected = [SERVER, RESOURCE].every((path) => operations.some((one) => one.path === path))
    if (!isSelected) return
    await each(context, [SERVER], async () => {
      const server = await read(context, SERVER)
      const resource = await read(context, RESOURCE)
      if (!server || !resource) return
      checkIssuer(context, server, resource)
      checkAgreement(context, server, resource)
      const endpoints = Object.entries(server.metadata).filter(
        ([name]) => name.endsWith('_endpoint') || name === 'jwks_uri',
      )
      for (const [name, url] of endpoints) await checkEndpoint(context, name, String(url))
      await checkKeys(context, String(server.metadata.jwks_uri))
    })
    const closed = operations.find(
      (one) => one.isSafe && one.credentials.some((kind) => kind === 'accessToken' || kind === 'oauth'),
    )
    if (closed) {
      const exchange = await context.client.send(sampleRequest(document, closed))
      checkChallenge(context, exchange)
    }
  },
}

async function read({ client, document, finding }: Context, path: string) {
  const operation = document.operations.find((one) => one.path === path) ?? null
  const exchange = await client.send({ operation })
  const { status, json } = exchange.answer
  if (status === 200 && typeof json === 'object' && json !== null)
    return { exchange, metadata: json as Metadata }
  finding('discovery-endpoints', path, `It answered ${status}, without metadata.`, [exchange])
  return null
}

interface Read {
  readonly exchange: Exchange
  readonly metadata: Metadata
}

function checkIssuer({ client, document, finding }: Context, server: Read, resource: Read) {
  const named: [what: string, value: unknown, exchange?: Exchange][] = [
    ['`issuer`', server.metadata.issuer, server.exchange],
    ['`resource`', resource.metadata.resource, resource.exchange],
    ['The server in the document', document.object.servers?.[0]?.url],
  ]
  for (const [what, value, exchange] of named) {
    if (value === client.origin) continue
    const sentence = `${what} is ${value}, but ${client.origin} was asked.`
    finding('discovery-issuer', exchange ? SERVER : '/openapi.json', sentence, exchange ? [exchange] : [])
  }
}

interface Flow {
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly refreshUrl?: string
  readonly scopes?: object
}

function checkAgreement({ document, finding }: Context, server: Read, resource: Read) {
  const says = (sentence: string) =>
    finding('discovery-agrees', SERVER, sentence, [server.exchange, resource.exchange])
  const { metadata } = server
  const servers = resource.metadata.authorization_servers
  if (!Array.isArray(servers) || !servers.includes(metadata.issuer))
    says(`The resource names ${JSON.stringify(servers)} instead of the issuer ${metadata.issuer}.`)
  const resources = metadata.protected_resources
  if (Array.isArray(resources) && !resources.includes(resource.metadata.resource))
    says(`\`protected_resources\` does not name ${resource.metadata.resource}.`)
  if (!sameSet(metadata.scopes_supported, resource.metadata.scopes_supported))
    says('The server and the resource name different scopes.')
  const schemes: { readonly flows?: Readonly<Record<string, Flow>> }[] = Object.values(
    document.object.components.securitySchemes,
  )
  for (const flow of schemes.flatMap(({ flows }) => Object.values(flows ?? {}))) {
    const urls: [name: string, inDocument: string | undefined, inMetadata: unknown][] = [
      ['authorizationUrl', flow.authorizationUrl, metadata.authorization_endpoint],
      ['tokenUrl', flow.tokenUrl, metadata.token_endpoint],
      ['refreshUrl', flow.refreshUrl, metadata.token_endpoint],
    ]
    for (const [name, inDocument, inMetadata] of urls)
      if (inDocument !== undefined && inDocument !== inMetadata)
        says(`\`${name}\` in the document is ${inDocument}, in the metadata ${inMetadata}.`)
    if (!sameSet(Object.keys(flow.scopes ?? {}), metadata.scopes_supported))
      says('The document and the metadata name different scopes.')
  }
}

const sameSet = (one: unknown, other: unknown) =>
  Array.isArray(one) && Array.isArray(other) && isDeepStrictEqual(new Set(one), new Set(other))

/** A method that no endpoint has tells whether it is there, and does nothing. */
async function checkEndpoint({ client, document, finding }: Context, name: string, url: string) {
  const says = (sentence: string, exchanges: Exchange[] = []) =>
    finding('discovery-endpoints', SERVER, sentence, exchanges)
  const at = URL.canParse(url) ? new URL(url) : null
  if (at?.origin !== client.origin) {
    says(`\`${name}\` is ${url}, which is not on ${client.origin}.`)
    return
  }
  if (!document.operations.some(({ pattern }) => pattern.test(at.pathname))) {
    says(`\`${name}\` is ${url}, which the document does not have.`)
    return
  }
  const exchange = await client.send({ operation: null, path: at.pathname, method: 'PATCH' })
  const { status } = exchange.answer
  if (status === 404 || status >= 500) says(`\`${name}\` is ${url}, where nothing is.`, [exchange])
}

async function checkKeys({ client, document, finding }: Context, url: string) {
  if (!URL.canParse(url)) return
  const path = new URL(url).pathname
  const operation = document.operationAt('GET', path)
  const exchange = await client.send({ operation, path })
  const says = (sentence: string) => finding('discovery-keys', path, sentence, [exchange])
  const { json } = exchange.answer
  const keys = typeof json === 'object' && json !== null && 'keys' in json ? json.keys : null
  if (!Array.isArray(keys) || keys.length === 0) {
    says('There are no keys.')
    return
  }
  const all: Metadata[] = keys
  if (new Set(all.map(({ kid }) => kid)).size < all.length || all.some(({ kid }) => !kid))
    says('A key has no `kid`, or that of another.')
  for (const key of all) {
    const leaked = PRIVATE.filter((name) => name in key)
    if (leaked.length > 0) says(`A key shows its private members ${leaked.join(', ')}.`)
    if (key.use !== undefined && key.use !== 'sig') says(`A key is for ${key.use}, not for signatures.`)
    if (typeof key.alg !== 'string' || /^(?:none|HS)/.test(key.alg))
      says(`A key has the algorithm ${key.alg}.`)
  }
}

function checkChallenge({ client, finding }: Context, exchange: Exchange) {
  const { status, headers } = exchange.answer
  const url = /resource_metadata="([^"]+)"/.exec(headers['www-authenticate'] ?? '')?.[1]
  if (status !== 401 || url === client.origin + RESOURCE || !exchange.operation) return
  const sentence = `\`resource_metadata\` of the 401 is ${url ?? 'missing'} instead of ${client.origin}${RESOURCE}.`
  finding('discovery-challenge', exchange.operation, sentence, [exchange])
}
