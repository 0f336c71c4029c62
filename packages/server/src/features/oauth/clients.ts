import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { fetchDocument, isDocumentUrl } from './client-metadata-document.ts'
import { type Client, findClient, keepDocument } from './queries.ts'

/** A client that is known here. Ids are printable ASCII; whatever else is sent in their place names nobody. */
export const findClientById = async (db: DbOrTransaction, id: string): Promise<Client | undefined> =>
  /^[\x21-\x7e]{1,2000}$/.test(id) ? await findClient(db, id) : undefined

/** The document of a client could not be used; `problem` says why, for the developer of the client. */
export type DocumentFailure = Failure<'oauth_client_document_invalid'> & { readonly problem: string }

/**
 * The client that asks for authorization: one that registered, or one whose id is the URL of its metadata document,
 * which is fetched when what is kept of it is too old.
 */
export async function resolveClient(
  deps: Deps,
  clientId: string,
): Promise<Client | Failure<'oauth_client_not_found'> | DocumentFailure> {
  const { db, clock, log } = deps
  const known = await findClientById(db, clientId)
  const now = clock.now()
  if (known && (known.documentExpiresAt === null || known.documentExpiresAt > now)) return known
  if (!isDocumentUrl(clientId)) return fail('oauth_client_not_found')

  const document = await fetchDocument(deps, clientId)
  if ('problem' in document) {
    log.info({ clientId, problem: document.problem }, 'client metadata document refused')
    return { ...fail('oauth_client_document_invalid'), problem: document.problem }
  }
  const { metadata, cacheSeconds } = document
  const expiresAt = addSeconds(now, cacheSeconds)
  await keepDocument(db, { ...metadata, id: clientId, now, expiresAt })
  return {
    id: clientId,
    ...metadata,
    authMethod: 'none',
    secretHash: null,
    registeredBy: null,
    documentExpiresAt: expiresAt,
  }
}
