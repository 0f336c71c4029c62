import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { type OAuthRefusal, refuse } from '../../platform/oauth-error.ts'
import { hashSecret, sameHash } from '../../platform/secrets.ts'
import { findClientById } from './clients.ts'
import type { Client } from './queries.ts'

/** What a request says of the client that sends it. */
export interface PresentedClient {
  readonly authorization: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
}

/**
 * The client that sends a request (RFC 6749 §2.3), authenticated in the way it registered. A public one only says who
 * it is; what its code or token is bound to shows whether that is true.
 */
export async function authenticateClient(
  db: DbOrTransaction,
  { authorization, clientId, clientSecret }: PresentedClient,
): Promise<Client | OAuthRefusal<'invalid_request' | 'invalid_client'>> {
  const basic = authorization === undefined ? null : readBasic(authorization)
  if (authorization !== undefined && basic === null) {
    return refuse('invalid_client', 'The Authorization header is not Basic with client_id and client_secret.')
  }
  const twice = basic?.secret !== undefined && clientSecret !== undefined
  if (twice || (basic && clientId !== undefined && clientId !== basic.id)) {
    return refuse('invalid_request', 'Authenticate in one way only (RFC 6749 section 2.3).')
  }
  const id = basic?.id ?? clientId
  if (id === undefined) return refuse('invalid_client', 'client_id is missing.')
  const client = await findClientById(db, id)
  if (!client) return refuse('invalid_client', 'There is no such client.')

  const secret = basic?.secret ?? clientSecret
  // Whether the secret comes in the header or in the body is no difference; that it comes at all is.
  if ((secret === undefined) !== (client.secretHash === null)) {
    return refuse('invalid_client', `This client is registered for ${client.authMethod}.`)
  }
  if (client.secretHash && !sameHash(client.secretHash, hashSecret(secret ?? ''))) {
    return refuse('invalid_client', 'The client secret is wrong.')
  }
  return client
}

/** Both halves are form-encoded before they are joined; an empty secret is none (RFC 6749 §2.3.1). */
function readBasic(authorization: string): { id: string; secret: string | undefined } | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  if (!encoded) return null
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  if (id === undefined || secret === undefined) return null
  try {
    return { id: formDecode(id), secret: formDecode(secret) || undefined }
  } catch {
    return null
  }
}

const formDecode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
