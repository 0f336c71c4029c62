import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { makeFile } from '../../test/files.ts'
import { Gate } from '../../test/gate.ts'
import { until } from '../../test/until.ts'
import { uploadAlone } from '../features/files/uploads.ts'
import type { Deps, RootDeps } from './deps.ts'
import { runIdempotently } from './http/idempotent.ts'
import { Leases } from './leases.ts'
import { openDeps } from './start.ts'

// The clock stands still, so no lease runs out by itself.
const t = await testApp()

/** Another process, on the same database, whose network can break. */
async function elsewhere() {
  const url = t.deps.config.DATABASE_URL
  const way = await Gate.before(url)
  const deps = await openDeps({ ...t.deps.config, DATABASE_URL: way.through(url) }, t.clock, t.deps.log)
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= deps.close()
    return closing
  }
  onTestFinished(async () => {
    await close()
    await way.stop()
  })
  return { way, deps, close }
}

/** A request under a key whose effect is a row; `meanwhile` is done after the effect, before its answer is stored. */
const ask = (deps: RootDeps, email: string, meanwhile?: () => Promise<void>) =>
  runIdempotently(
    deps,
    'transaction',
    {
      key: email.replace(' ', '-'),
      caller: 'acc_1',
      operationId: 'createThing',
      path: '/v2/things',
      request: {},
    },
    async ({ db }: Deps) => {
      await db.insertInto('wrong_codes').values({ email, occurred_at: t.clock.now() }).execute()
      await meanwhile?.()
      return { status: 201 }
    },
    { read: (stored) => ({ isCurrent: true, answer: stored as { status: 201 } }) },
  )

const effects = async (email: string) =>
  (await t.db.selectFrom('wrong_codes').select('email').where('email', '=', email).execute()).length

const inProgress = { code: 'idempotency_in_progress' }

/** Asks again until there is an answer. */
const answerOf = async (email: string) =>
  await until('the key is free', async () => {
    const answer = await ask(t.deps, email)
    return 'status' in answer ? answer : null
  })

test('a key whose request lost the database is free as soon as it is there again', async () => {
  const { way, deps } = await elsewhere()
  const first = ask(deps, 'away', async () => way.set('refusing'))
  await expect(first).rejects.toThrow('Connection terminated')
  expect(await ask(t.deps, 'away')).toMatchObject(inProgress)
  way.set('open')
  expect(await answerOf('away')).toEqual({ status: 201 })
  expect(await effects('away')).toBe(1)
})

test('what went wrong first is what is told, though the key could not be given back', async () => {
  const { way, deps, close } = await elsewhere()
  const first = ask(deps, 'told', async () => {
    way.set('refusing')
    throw new Error('what went wrong')
  })
  await expect(first).rejects.toThrow('what went wrong')
  way.set('open')
  await close()
  expect(await ask(t.deps, 'told'), 'given back before the process ends').toEqual({ status: 201 })
})

test('a failure that may pass is told as it is, though the key could not be given back', async () => {
  const { way, deps } = await elsewhere()
  const refused = await runIdempotently(
    deps,
    'resumable',
    { key: 'refused', caller: 'acc_1', operationId: 'createThing', path: '/v2/things', request: {} },
    async () => {
      way.set('refusing')
      return { failed: true, code: 'payment_provider_error' } as never
    },
    { read: () => ({ isCurrent: true, answer: null as never }) },
  )
  expect(refused).toMatchObject({ code: 'payment_provider_error' })
})

test('an effect whose commit nobody heard of keeps its answer', async () => {
  const { way, deps, close } = await elsewhere()
  way.lose('COMMIT', 'refusing')
  await expect(ask(deps, 'committed')).rejects.toThrow()
  way.set('open')
  await close()
  expect(await ask(t.deps, 'committed')).toMatchObject({ headers: [['idempotent-replayed', 'true']] })
  expect(await effects('committed')).toBe(1)
})

test.each(['refusing', 'open'] as const)(
  'a key whose taking nobody heard of is given back, with a network that is %s then',
  async (then) => {
    const { way, deps } = await elsewhere()
    way.lose('INSERT 0 1', then)
    await expect(ask(deps, `unheard ${then}`)).rejects.toThrow()
    if (then === 'refusing') expect(await ask(t.deps, `unheard ${then}`)).toMatchObject(inProgress)
    way.set('open')
    expect(await answerOf(`unheard ${then}`)).toEqual({ status: 201 })
    expect(await effects(`unheard ${then}`)).toBe(1)
  },
)

test('a key that was given back, which nobody heard of, and that somebody else has by now, stays theirs', async () => {
  const { way, deps, close } = await elsewhere()
  const failed = ask(deps, 'taken over', async () => {
    way.lose('DELETE 1', 'refusing')
    throw new Error('what went wrong')
  })
  await expect(failed).rejects.toThrow('what went wrong')
  const goOn = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const second = ask(t.deps, 'taken over', async () => {
    begun.resolve()
    await goOn.promise
  })
  await begun.promise
  way.set('open')
  await close()
  expect(await ask(t.deps, 'taken over')).toMatchObject(inProgress)
  goOn.resolve()
  expect(await second).toEqual({ status: 201 })
  expect(await effects('taken over')).toBe(1)
})

test('a file whose upload lost the database can be uploaded as soon as it is there again', async () => {
  const { way, deps } = await elsewhere()
  const { id } = await makeFile(t, await t.make.handle(), { upload: false })
  const brokenOff = uploadAlone(deps, id, async () => {
    way.set('refusing')
    throw new Error('the upload broke off')
  })
  await expect(brokenOff).rejects.toThrow('the upload broke off')
  const again = () => uploadAlone(t.deps, id, async () => 'uploaded' as const)
  expect(await again()).toMatchObject({ code: 'file_upload_in_progress' })
  way.set('open')
  await until('it is free', async () => ((await again()) === 'uploaded' ? true : null))
})

/** Leases on a database that is away until it is told to be there; it keeps count of who asked. */
function pretended() {
  const leases = new Leases(t.clock, t.deps.log)
  onTestFinished(() => leases.close())
  const asked: number[] = []
  const givenBack: number[] = []
  const state = { isThere: false, atOnce: 0, most: 0 }
  const runsOut = new Date(t.clock.now().getTime() + 60_000)
  const giveBack = (id: number) =>
    leases.giveBack({
      until: runsOut,
      async release() {
        asked.push(id)
        state.most = Math.max(state.most, ++state.atOnce)
        await wait(1)
        state.atOnce--
        if (!state.isThere) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
        givenBack.push(id)
        return true
      },
    })
  return { leases, asked, givenBack, state, giveBack }
}

test('while the database is away nobody but one asks for it, and no more wait than there is room for', async () => {
  const { leases, asked, givenBack, state, giveBack } = pretended()
  await giveBack(0)
  for (let id = 1; id < 1500; id++) await giveBack(id)
  expect(new Set(asked), 'only the first one asked').toEqual(new Set([0]))
  await until('it was tried again', async () => asked.length > 2 || null)
  state.isThere = true
  await leases.close()
  expect(new Set(givenBack).size).toBe(1000)
  expect(state.most, 'one after the other').toBe(1)
})

test('what has run out is not given back, and nothing is tried after the end', async () => {
  const { leases, asked, state, giveBack } = pretended()
  await giveBack(1)
  await t.clock.advance(61)
  state.isThere = true
  asked.length = 0
  await leases.close()
  expect(asked).toEqual([])
  state.isThere = false
  await giveBack(2)
  await leases.close()
  expect(asked).toEqual([2])
})
