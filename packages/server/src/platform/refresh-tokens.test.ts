import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { commitMeanwhile, whileHeld } from '../../test/meanwhile.ts'
import { prepared } from './database/prepared.ts'
import { newId } from './ids.ts'
import {
  familyValues,
  findFamily,
  newFamily,
  openingFamily,
  type RefreshTokenKind,
  type Rotation,
  revokeFamiliesOf,
  revokeFamily,
  rotate,
} from './refresh-tokens.ts'

const DAY = 24 * 3600
const kind: RefreshTokenKind = { prefix: 'kind_', lifetime: 30 * DAY }
const otherKind: RefreshTokenKind = { prefix: 'other_', lifetime: 30 * DAY }

const t = await testApp()
const { db, clock, deps } = t

const open = prepared(
  'open_family',
  `with account as (select id from accounts where id = $5), ${openingFamily('account', 1)} select from family`,
)

async function opened() {
  const { id: accountId } = await t.make.account()
  const family = newFamily(kind, newId('accountSession'), clock.now())
  await open.run(deps.pool, [...familyValues(family), accountId])
  return { id: family.id, accountId, first: family.refreshToken }
}

const exchange = (token: string) => rotate(deps, kind, token)

async function succeed(token: string): Promise<Rotation> {
  const rotation = await exchange(token)
  if ('refused' in rotation) throw new Error(`The token was refused: ${rotation.refused}.`)
  return rotation
}

const sealed = async (familyId: string) => {
  const rows = await db
    .selectFrom('refresh_tokens')
    .select('sealed_successor')
    .where('family_id', '=', familyId)
    .where('sealed_successor', 'is not', null)
    .execute()
  return rows.map((row) => row.sealed_successor?.toString('latin1') ?? '')
}

test('a token is exchanged for a successor that lives its own 30 days', async () => {
  const { id, accountId, first } = await opened()
  await clock.advance(29 * DAY)
  const { refreshToken, ...rotation } = await succeed(first)
  expect(rotation).toEqual({
    familyId: id,
    accountId,
    expiresAt: new Date(clock.now().getTime() + 30 * DAY * 1000),
  })
  await clock.advance(29 * DAY)
  expect((await succeed(refreshToken)).familyId).toBe(id)
})

test('RFC 9700 §4.14.2: within 30 s, while its successor is unused, a used token yields that one again', async () => {
  const { first } = await opened()
  const { refreshToken } = await succeed(first)
  await clock.advance(30)
  expect((await succeed(first)).refreshToken).toBe(refreshToken)
})

test('twenty exchanges at once, and two 13 ms apart, get one successor, which goes on working', async () => {
  const { first } = await opened()
  const rotations = await Promise.all(Array.from({ length: 20 }, () => succeed(first)))
  const successors = new Set(rotations.map(({ refreshToken }) => refreshToken))
  expect(successors.size).toBe(1)
  await clock.advance(0.013)
  const again = await succeed(first)
  expect(successors).toContain(again.refreshToken)
  expect((await succeed(again.refreshToken)).refreshToken).not.toBe(again.refreshToken)
})

test('RFC 9700 §4.14.2: a token used again after its successor was used ends the family', async () => {
  const { first } = await opened()
  const second = await succeed(first)
  const third = await succeed(second.refreshToken)
  expect(await exchange(first)).toEqual({ refused: 'reused' })
  for (const token of [first, second.refreshToken, third.refreshToken]) {
    expect(await exchange(token)).toEqual({ refused: 'revoked' })
  }
})

test('RFC 9700 §4.14.2: a token used again after 30 s ends the family', async () => {
  const { first } = await opened()
  const second = await succeed(first)
  await clock.advance(31)
  expect(await exchange(first)).toEqual({ refused: 'reused' })
  expect(await exchange(second.refreshToken)).toEqual({ refused: 'revoked' })
})

test('of a theft, thief and owner at once, one family remains for neither', async () => {
  const { first } = await opened()
  const second = await succeed(first)
  await succeed(second.refreshToken)
  const outcomes = await Promise.all([exchange(first), exchange(first), exchange(first)])
  expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'reused')).toHaveLength(1)
  expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'revoked')).toHaveLength(2)
})

test('a successor is kept sealed, until its first use', async () => {
  const { id, first } = await opened()
  const { refreshToken } = await succeed(first)
  const [box, ...others] = await sealed(id)
  expect(others).toEqual([])
  expect(box).not.toContain(refreshToken)
  await succeed(refreshToken)
  expect(await sealed(id)).not.toContain(box)
})

test('a successor is erased after 30 s also when nobody uses it', async () => {
  const { id, first } = await opened()
  await succeed(first)
  await clock.advance(29)
  await t.jobs.run()
  expect(await sealed(id)).toHaveLength(1)
  await clock.advance(1)
  await t.jobs.run()
  expect(await sealed(id)).toHaveLength(0)
})

test('no token is kept in plain text', async () => {
  const { first } = await opened()
  const { refreshToken } = await succeed(first)
  const { rows } = await deps.pool.query('select t::text as row from refresh_tokens t')
  const hex = (token: string) => Buffer.from(token).toString('hex')
  for (const { row } of rows) {
    for (const token of [first, refreshToken]) {
      expect(row).not.toContain(token)
      expect(row).not.toContain(hex(token))
    }
  }
})

test.for(['expired', 'revoked', 'unknown'] as const)('%s tokens are refused', async (why) => {
  const { id, first } = await opened()
  if (why === 'revoked') await revokeFamily(db, id, clock.now())
  if (why === 'expired') await clock.advance(30 * DAY)
  expect(await exchange(why === 'unknown' ? `${first}x` : first)).toEqual({ refused: why })
})

test('a token of another kind does not count, and harms nothing', async () => {
  const { id, first } = await opened()
  expect(await rotate(deps, otherKind, first)).toEqual({ refused: 'unknown' })
  expect(await findFamily(db, otherKind, first)).toBeUndefined()
  expect(await findFamily(db, kind, first)).toMatchObject({ id, revokedAt: null })
})

test('revoking the families of an account leaves those of others alone', async () => {
  const one = await opened()
  const other = await opened()
  await revokeFamiliesOf(db, one.accountId, clock.now())
  expect(await exchange(one.first)).toEqual({ refused: 'revoked' })
  expect((await succeed(other.first)).familyId).toBe(other.id)
})

test('a family that is revoked while its token is exchanged stays revoked', async () => {
  const { id, first } = await opened()
  const [rotation] = await Promise.all([exchange(first), revokeFamily(db, id, clock.now())])
  const next = 'refused' in rotation ? first : rotation.refreshToken
  expect(await exchange(next)).toEqual({ refused: 'revoked' })
})

test('a family that was revoked by the time its token is exchanged gives nothing', async () => {
  const { id, first } = await opened()
  const revoked = ['update refresh_token_families set revoked_at = now() where id = $1', id] as const
  expect(await commitMeanwhile(t, [revoked], () => exchange(first))).toEqual({ refused: 'revoked' })
  const { rows } = await deps.pool.query('select used_at from refresh_tokens where family_id = $1', [id])
  expect(rows).toEqual([{ used_at: null }])
})

test('of two exchanges at once, one makes the successor, and the other yields it again', async () => {
  const { id, first } = await opened()
  const held = ['select from refresh_token_families where id = $1 for update', id] as const
  const both = await whileHeld(t, [held], async (waiting) => {
    const both = [succeed(first), succeed(first)]
    await waiting(2)
    return both
  })
  const [one, other] = await Promise.all(both)
  expect(one).toEqual(other)
  const { rows } = await deps.pool.query('select from refresh_tokens where family_id = $1', [id])
  expect(rows).toHaveLength(2)
})

test('of an exchange that breaks off, nothing is left, and the token is as good as before', async () => {
  const { id, first } = await opened()
  const noJobs = ['lock table graphile_worker._private_jobs in exclusive mode'] as const
  const { broken } = await whileHeld(t, [noJobs], async (waiting) => {
    const broken = exchange(first).catch((error: unknown) => error)
    await waiting(1)
    await deps.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return { broken }
  })
  expect(await broken).toBeInstanceOf(Error)
  const { rows } = await deps.pool.query('select used_at from refresh_tokens where family_id = $1', [id])
  expect(rows).toEqual([{ used_at: null }])
  expect((await succeed(first)).familyId).toBe(id)
})
