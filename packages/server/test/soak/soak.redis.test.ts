import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtAsset } from '../../../../scripts/assets/built.ts'
import { isDead } from '../../src/platform/jobs.ts'
import { expectBooksToAgree } from '../money-invariants.ts'
import { isLong } from '../runs.ts'
import { booksOf } from './books.ts'
import { comeToRest, lookAgain, lookAtMails, soak } from './soak.ts'
import { soakTable } from './tally.ts'
import { openWorld } from './world.ts'

// The processes run what was built.
await builtAsset('server')

/** One of each fault in `npm test`, half an hour of them in `npm run test:long`. */
const options = isLong
  ? { minutes: Number(process.env.LATCHKEY_SOAK_MINUTES ?? 30), buyers: 4, looks: 60 }
  : { minutes: 0, buyers: 2, looks: 8 }

test('whatever dies or breaks, nobody loses money, mail or access', {
  // Nothing is measured by it: it ends what hangs.
  timeout: isLong ? (options.minutes + 30) * 60_000 : 900_000,
}, async () => {
  const world = await openWorld()
  const { tally, fleet, pool, balancer } = world
  try {
    const { shops, excuses } = await soak(world, options)

    await tally.rest(() => comeToRest(world))
    await lookAgain(world)
    await world.checked()

    const sent = await lookAtMails(world, excuses)
    const table = soakTable(tally, balancer.repeated)
    console.log(table)
    if (process.env.LATCHKEY_SOAK_TABLE) writeFileSync(process.env.LATCHKEY_SOAK_TABLE, `${table}\n`)

    expect(sent.problems, 'mails that went out not at all, or twice though nobody died').toEqual([])
    expect(sent.met, 'a death met a hand-over').toBeGreaterThan(0)
    expect(tally.problems, 'journeys that failed').toEqual([])
    expect(tally.undeclared, 'answers that the contract does not declare').toEqual([])
    expect(fleet.accidents, 'processes that ended by themselves').toEqual([])
    const dead = await pool.query(`select from graphile_worker.jobs where ${isDead}`)
    expect(dead.rowCount, 'dead jobs').toBe(0)
    const money = { db: world.db, deps: { pool, stripe: world.stripeApi } }
    for (const shop of shops) {
      const books = await booksOf(money, shop)
      expect((await books.charges()).length, 'something was sold').toBeGreaterThan(0)
      await expectBooksToAgree(books)
    }
    expect(await fleet.stop()).toEqual([0, 0, 0])
  } catch (error) {
    console.log(fleet.warnings())
    throw error
  } finally {
    await world.close()
  }
})
