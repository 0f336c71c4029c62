import fc from 'fast-check'
import { test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { moneyHistories } from '../../../test/money-actions.ts'
import { expectBooksToAgree } from '../../../test/money-invariants.ts'
import { MoneyWorld } from '../../../test/money-world.ts'
import { patience, runs } from '../../../test/runs.ts'

/** Histories that share a server and a Stripe: what each of them reads grows with the others. */
const TOGETHER = 20

let app: TestApp | undefined
let lived = 0

async function appFor(): Promise<TestApp> {
  if (app && lived++ % TOGETHER !== 0) return app
  await app?.[Symbol.asyncDispose]()
  app = await testApp({ stripe: true, env: { LIMITS: 'off' } })
  return app
}

test('whatever happens to payments, and to us, the books agree in the end', {
  timeout: patience(1_800_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(moneyHistories, async ({ market, happenings }) => {
      const world = await MoneyWorld.open(await appFor(), market)
      for (const happening of happenings) await world.happen(happening)
      await world.comeToRest()
      await expectBooksToAgree(world)
    }),
    runs({ short: 12, long: 2000 }),
  )
})
