import { expect, test } from 'vitest'
import { surviveKills } from '../test/kills.ts'

test('the next server does in seconds what one that was killed was at', { timeout: 120_000 }, async () => {
  for (const looks of await surviveKills(1)) expect(looks).toBeLessThan(60)
})
