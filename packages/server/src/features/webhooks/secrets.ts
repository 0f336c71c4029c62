import { hash, randomBytes } from 'node:crypto'
import { BATCH, inBatches } from '../../platform/database/batches.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { seal, unseal } from '../../platform/sealed.ts'

// Every try is signed anew, so a hash of the secret would not do. It is sealed with a key derived from the server's,
// which may be kept outside the database: a copy of the database alone signs nothing.

/** A signing secret of 256 bits, as Standard Webhooks writes them. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

interface SealedSecret {
  readonly sealed_secret: Buffer
  readonly sealed_with: string
}

const keysOf = ({ keys }: Pick<Deps, 'keys'>) =>
  keys.derive('webhook-secret').map((key) => ({ key, name: hash('sha256', key).slice(0, 16) }))

/** What is stored of a secret. */
export function sealSecret(deps: Pick<Deps, 'keys'>, secret: string): SealedSecret {
  const [current] = keysOf(deps)
  if (!current) throw new Error('There is no server key.')
  return { sealed_secret: seal(current.key, secret), sealed_with: current.name }
}

/** The secret; `null` when the key it was sealed with is gone. */
export function unsealSecret(deps: Pick<Deps, 'keys'>, { sealed_secret, sealed_with }: SealedSecret) {
  const known = keysOf(deps).find(({ name }) => name === sealed_with)
  return known ? unseal(known.key, sealed_secret) : null
}

/** Seals secrets with the key that is used now. A server key lives on for days after its successor took over. */
export async function resealSecrets(deps: Pick<RootDeps, 'keys' | 'db'>): Promise<void> {
  const known = keysOf(deps).map(({ name }) => name)
  const [current, ...former] = known
  if (current === undefined || former.length === 0) return
  await inBatches(async () => ({
    rows: await inOwnTransaction(deps.db, async (trx) => {
      const endpoints = await trx
        .selectFrom('webhook_endpoints')
        .select(['id', 'sealed_secret', 'sealed_with'])
        .where('sealed_with', 'in', former)
        .limit(BATCH)
        .forNoKeyUpdate()
        .skipLocked()
        .execute()
      for (const { id, ...sealed } of endpoints) {
        const secret = unsealSecret(deps, sealed)
        if (secret === null) continue
        await trx
          .updateTable('webhook_endpoints')
          .set(sealSecret(deps, secret))
          .where('id', '=', id)
          .execute()
      }
      return endpoints
    }),
  }))
}
