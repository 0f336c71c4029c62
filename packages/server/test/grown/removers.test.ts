import { expect, test } from 'vitest'
import { removers } from '../../src/features/retention.ts'
import { type TestApp, testApp } from '../app.ts'
import { sentBy } from '../statements.ts'
import { loadGrown } from './load.ts'
import { END, Sizes } from './rows.ts'

// What a remover looks at on most of its runs, when it has removed all it may.

const names = Object.keys(removers) as (keyof typeof removers)[]
/** Pages more that are none of its growth: another level of an index, gone down once or for a few rows. */
const SLACK = 12

/** Months after the last of what was loaded; much is over, and much stays. */
const LATER = new Date(END + 210 * 86_400_000)

/** One with so many times as much as the other. */
const apps = [
  [await testApp(), 1],
  [await testApp(), 10],
] as const

/** Pages that the remover of each table reads when nothing is left for it. */
async function pagesAtRest({ deps, clock }: TestApp, scale: number) {
  await loadGrown(deps.config.DATABASE_URL, new Sizes(scale, { many: 1000, few: 200 }))
  clock.set(LATER)
  for (const name of names) while (!(await removers[name](deps)));
  // A payment that did not fit keeps a purchase for ever. It is looked at each time; but of them there are few.
  await deps.pool.query(
    `delete from unfit_payments where purchase_id in (select id from purchases where state = 'open')`,
  )
  while (!(await removers.checkout_sessions(deps)));
  await deps.pool.query('vacuum (analyze)')
  const client = await deps.pool.connect()
  const pages: Record<string, number> = {}
  try {
    // Small tables would be read whole.
    await client.query('set enable_seqscan = off')
    for (const name of names) {
      for (const { text, values } of await sentBy(() => removers[name](deps))) {
        const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, [
          ...values,
        ])
        const { Plan: plan } = rows[0]['QUERY PLAN'][0]
        pages[name] = (pages[name] ?? 0) + plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
      }
    }
  } finally {
    client.release(true)
  }
  return pages
}

test('a remover that has removed all it may reads no more when ten times as much stays', async () => {
  const [before = {}, after = {}] = await Promise.all(apps.map(([app, scale]) => pagesAtRest(app, scale)))
  const grown = names.filter((name) => (after[name] ?? 0) > (before[name] ?? 0) * 1.2 + SLACK)
  expect(grown).toEqual([])
})
