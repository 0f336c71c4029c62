import { beforeAll, describe, expect, test } from 'vitest'
import { generousLimits } from '../../../scripts/dev-plan.ts'
import { loadDemo } from '../../server/src/index.ts'
import { type Live, startLive } from '../../server/test/live.ts'
import { main } from '../src/main.ts'

let live: Live
beforeAll(async () => {
  live = await startLive('localhost', {
    inbox: true,
    env: { LIMITS: generousLimits(), PLATFORM_OPERATORS: 'operator@latchkey.test' },
  })
  await loadDemo(live.deps.config.DATABASE_URL)
})

async function check(...args: string[]) {
  const lines: string[] = []
  const code = await main(args, { out: (line) => lines.push(line), error: (line) => lines.push(line) })
  return { code, text: lines.join('\n') }
}

describe('--sandbox', () => {
  test('walks every operation, and everything holds', async () => {
    const { code, text } = await check('--base-url', live.origin(), '--sandbox')
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  })
})
