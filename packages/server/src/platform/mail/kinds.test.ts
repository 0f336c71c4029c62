import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { composers } from '../../features/tasks.ts'
import { enqueue, jobs, taskList } from '../jobs.ts'
import { retention } from '../retention.ts'
import { deliverMail } from './delivery.ts'
import { kindsAbout, type MailKind, mailKind, mailKinds } from './kinds.ts'
import { enqueueMail } from './outbox.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const DAY = 24 * 3600
const kinds = Object.keys(mailKinds) as MailKind[]

const rowOf = async (subjectId: string) =>
  await t.db.selectFrom('mails').selectAll().where('subject_id', '=', subjectId).executeTakeFirst()

/** A mail that is at its end, as nobody wants it: its subject does not exist. */
async function ended(kind: MailKind) {
  const subjectId = `none_${kind}`
  const facts = {
    handleId: 'none',
    formerOwnerId: 'none',
    ownerId: 'none',
    webhookEndpointId: 'none',
    origin: 'https://example.com',
    why: 'gone',
  }
  const mail = { kind, subjectId, now: t.clock.now(), ...(mailKind(kind).facts && { facts }) }
  await enqueueMail(t.db, mail as Parameters<typeof enqueueMail>[1])
  await t.jobs.run()
  expect(await rowOf(subjectId)).toMatchObject({ outcome: 'unwanted' })
  return subjectId
}

describe('mails of every kind', () => {
  test('are removed when their kind says, and those of the books never', async () => {
    const subjects = new Map<MailKind, string>()
    for (const kind of kinds) subjects.set(kind, await ended(kind))
    const start = t.clock.now().getTime()
    const left = async () => {
      await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
      await t.jobs.run()
      const found = await Promise.all(kinds.map(async (kind) => await rowOf(subjects.get(kind) ?? '')))
      return kinds.filter((_, index) => found[index])
    }
    const lastDay = (kind: MailKind) => {
      const { keptAs } = mailKind(kind)
      return keptAs ? retention[keptAs].days : Number.POSITIVE_INFINITY
    }
    for (const day of new Set(kinds.map(lastDay).toSorted((a, b) => a - b))) {
      if (day === Number.POSITIVE_INFINITY) break
      await t.clock.advance(day * DAY - 60 - (t.clock.now().getTime() - start) / 1000)
      expect(await left()).toEqual(kinds.filter((kind) => lastDay(kind) >= day))
      await t.clock.advance(120)
      expect(await left()).toEqual(kinds.filter((kind) => lastDay(kind) > day))
    }
    await t.clock.advance(400 * DAY)
    expect(await left()).toEqual(kindsAbout('purchase', 'resent_receipt', 'ledger_entry', 'notice_recipient'))
  })

  test('with facts are not written from facts that this version cannot read', async () => {
    for (const kind of kinds.filter((each) => mailKind(each).facts)) {
      const id = `mail_${kind}`
      const now = t.clock.now()
      await t.db
        .insertInto('mails')
        .values({ id, kind, subject_id: id, created_at: now, attempt_after: now, facts: '{"handleId":7}' })
        .execute()
      const transport = { send: () => Promise.reject(new Error('sent')), close: async () => {} }
      await expect(deliverMail(t.deps, composers, transport as never, id)).rejects.toThrow(
        /"formerOwnerId"|"origin"/,
      )
      expect(await rowOf(id)).toMatchObject({ outcome: null })
    }
  })
})

test('a job of another version, with a payload that this one cannot read, fails before its task runs', async () => {
  const ran: unknown[] = []
  const tasks = Object.fromEntries(
    Object.keys(jobs).map((name) => [name, (payload: unknown) => ran.push(payload)]),
  )
  for (const [name, task] of Object.entries(taskList(tasks as never))) {
    const fields = Object.entries(jobs[name as keyof typeof jobs].payload.shape)
    const broken = Object.fromEntries(fields.map(([field]) => [field, { odd: true }]))
    const run = async () => await task?.(broken, { job: { id: '1' } } as never)
    if (fields.length > 0) await expect(run(), name).rejects.toThrow()
    else await run()
  }
  expect(ran.every((payload) => Object.keys(payload as object).length === 0)).toBe(true)
})
