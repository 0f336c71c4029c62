// Adds a signing key to the database of DATABASE_URL; running servers take it up by themselves, and nobody is signed out.
import { systemClock } from './platform/clock.ts'
import { connectDatabase } from './platform/database/connect.ts'
import { rotateSigningKey } from './platform/keys.ts'

const { DATABASE_URL, SIGNING_KEYS } = process.env
if (SIGNING_KEYS) {
  console.error(
    'SIGNING_KEYS is set, so the keys stand there: add the new one at its end, and move it to the',
  )
  console.error('front when every server has it.')
  process.exit(1)
}
if (!DATABASE_URL) {
  console.error('DATABASE_URL is missing: it must be the PostgreSQL URL of the servers.')
  process.exit(1)
}

const { db } = connectDatabase({ url: DATABASE_URL, poolMax: 2 })
try {
  const { kid, signsFrom } = await rotateSigningKey(db, systemClock)
  console.log(`The key ${kid} signs from ${signsFrom.toISOString()}.`)
} finally {
  await db.destroy()
}
