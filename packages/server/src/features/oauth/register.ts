import type { ClientAuthMethod } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { isRefusal } from '../../platform/oauth-error.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import {
  type ClientMetadata,
  type GivenMetadata,
  type MetadataRefusal,
  readClientMetadata,
} from './client-metadata.ts'
import { insertClient } from './queries.ts'

export interface Registration extends ClientMetadata {
  readonly clientId: string
  readonly issuedAt: Date
  /** How the client authenticates, with its secret when it has one. */
  readonly authentication:
    | { readonly method: 'none' }
    | { readonly method: Exclude<ClientAuthMethod, 'none'>; readonly secret: string }
}

/** Registers a client (RFC 7591 §3.1). `registeredBy`: the account that did so, if it said. */
export async function registerClient(
  { db, clock }: Deps,
  given: GivenMetadata & { readonly token_endpoint_auth_method?: ClientAuthMethod | undefined },
  registeredBy: string | null,
): Promise<Registration | MetadataRefusal> {
  // RFC 7591 §2: without a method the client is confidential.
  const method = given.token_endpoint_auth_method ?? 'client_secret_basic'
  const metadata = readClientMetadata(given, method)
  if (isRefusal(metadata)) return metadata
  const now = clock.now()
  const id = newId('oauthClient')
  const authentication = method === 'none' ? { method } : { method, secret: newSecret('ocs_') }
  await insertClient(db, {
    ...metadata,
    id,
    authMethod: method,
    secretHash: authentication.method === 'none' ? null : hashSecret(authentication.secret),
    registeredBy,
    now,
  })
  return { ...metadata, clientId: id, issuedAt: now, authentication }
}
