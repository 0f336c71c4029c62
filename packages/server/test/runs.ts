import { randomInt } from 'node:crypto'

/** Set by `npm run test:long`, which runs the files that import this one and those named `*.long.test.ts`. */
export const isLong = process.env.LATCHKEY_TEST_LONG === '1'

/** Milliseconds that a test with `runs` may take: so many in `npm test`, any number in `npm run test:long`. */
export const patience = (milliseconds: number): number => (isLong ? 0 : milliseconds)

/**
 * Parameters of `fc.assert`: how often a property is tried by `npm test` and by `npm run test:long`. Each long run has
 * another seed; fast-check prints the seed of a failure, and `LATCHKEY_TEST_SEED` replays it. `seed` is the one when none is set.
 */
export function runs({ short, long }: { short: number; long: number }): { numRuns: number; seed: number } {
  const given = process.env.LATCHKEY_TEST_SEED
  // The same each time in `npm test`: what it finds must be found by whoever made the change.
  const seed = given ? Number(given) : isLong ? randomInt(2 ** 31) : 1
  if (!Number.isSafeInteger(seed)) throw new Error(`LATCHKEY_TEST_SEED is no seed: ${given}`)
  const numRuns = isLong ? long : short
  if (isLong) console.log(`${numRuns} runs, LATCHKEY_TEST_SEED=${seed}`)
  return { numRuns, seed }
}
