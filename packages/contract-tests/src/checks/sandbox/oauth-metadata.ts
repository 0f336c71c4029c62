import { createPublicKey, type JsonWebKeyInput, verify } from 'node:crypto'
import type { Check } from '../../context.ts'
import { listAt, member, textAt } from '../../sandbox/json.ts'
import { sandboxOf } from './each.ts'

const RULE = 'oauth-metadata'

/** Members of the metadata that lead to operations. */
const endpoints: Readonly<Record<string, string>> = {
  authorization_endpoint: 'authorizeOAuthClient',
  token_endpoint: 'issueOAuthToken',
  registration_endpoint: 'registerOAuthClient',
  revocation_endpoint: 'revokeOAuthToken',
  jwks_uri: 'getJwks',
}

/** What clients are configured from is true. */
export const oauthMetadata: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const { client, finding } = context
    const operation = s.api.operation('getAuthorizationServerMetadata')
    if (!context.operations.includes(operation)) return
    const metadata = await client.send({ operation })
    const { json } = metadata.answer
    const says = (sentence: string, ...more: (typeof metadata)[]) =>
      finding(RULE, operation, sentence, [metadata, ...more])
    for (const [name, id] of Object.entries(endpoints)) {
      const expected = client.origin + s.api.operation(id).path
      if (textAt(json, name) !== expected) says(`${name} is not ${expected}.`)
    }
    if (listAt(json, 'code_challenge_methods_supported').join() !== 'S256')
      says('code_challenge_methods_supported is not S256 alone.')
    const keys = await client.send({ operation: s.api.operation('getJwks') })
    const credential = await s.credential('oauth')
    if (credential && !verifies(credential.secret, listAt(keys.answer.json, 'keys')))
      says('An access token does not verify by the keys at jwks_uri.', keys)
  },
}

/** Whether a JWT is signed by one of the keys (RFC 7515). */
function verifies(token: string, keys: readonly unknown[]): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { kid, alg } = decoded(header)
  const jwk = keys.find((key) => member(key, 'kid') === kid)
  if (!jwk || member(jwk, 'alg') !== alg) return false
  const key = createPublicKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' })
  const data = Buffer.from(`${header}.${payload}`)
  const options = alg === 'EdDSA' ? key : { key, dsaEncoding: 'ieee-p1363' as const }
  return verify(alg === 'EdDSA' ? null : 'sha256', data, options, Buffer.from(signature, 'base64url'))
}

function decoded(part: string): { kid?: unknown; alg?: unknown } {
  try {
    return Object(JSON.parse(Buffer.from(part, 'base64url').toString()))
  } catch {
    return {}
  }
}
