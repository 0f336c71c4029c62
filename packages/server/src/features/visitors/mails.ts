import { MAGIC_LINK_SECONDS } from '@latchkey/contract'
import { handleOrigin } from '../../platform/config.ts'
import type { Composer } from '../../platform/mail/send.ts'
import { hashCode, hashSecret, newCode, newSecret } from '../../platform/secrets.ts'
import { findChallenge } from './queries.ts'

/** The magic link. Link and code are minted here, when the mail is written, so that no job carries a secret. */
export const magicLinkMail: Composer = async (deps, challengeId) => {
  const { db, clock, config, keys } = deps
  const challenge = await findChallenge(db, challengeId)
  const now = clock.now()
  if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null
  const token = newSecret('')
  const code = challenge.handleId ? newCode(6) : null
  const [codeKey] = keys.derive('magic-link-code')
  await db
    .insertInto('magic_link_secrets')
    .values({
      token_hash: hashSecret(token),
      challenge_id: challenge.id,
      code_hash: code && codeKey ? hashCode(codeKey, challenge.id, code) : null,
      created_at: now,
    })
    .execute()
  const origin = challenge.handleName ? handleOrigin(config, challenge.handleName) : config.origin
  const link = `${origin}/_edge/visitor/access/t/${token}`
  const minutes = MAGIC_LINK_SECONDS / 60
  const text = [`Sign in: ${link}`, ...(code ? [`Code: ${code}`] : []), `Valid for ${minutes} minutes.`].join(
    '\n\n',
  )
  return {
    to: challenge.email,
    subject: 'Your sign-in link',
    text,
    html: `<p><a href="${link}">Sign in</a></p>`,
  }
}
