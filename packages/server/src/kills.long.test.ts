import { expect, test } from 'vitest'
import { surviveKills } from '../test/kills.ts'

test('twenty servers are killed, and each next one does in seconds what they were at', {
  timeout: 600_000,
}, async () => {
  const looks = await surviveKills(20)
  console.log(`looks until all was done, four a second: ${looks.join(' ')}`)
  expect(looks).toHaveLength(20)
  for (const each of looks) expect(each).toBeLessThan(60)
})
