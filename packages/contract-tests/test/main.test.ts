import { beforeAll, describe, expect, test } from 'vitest'
import { type Live, startLive } from '../../server/test/live.ts'
import { main } from '../src/main.ts'

let live: Live
beforeAll(async () => {
  live = await startLive('localhost')
})

async function check(...args: string[]) {
  const lines: string[] = []
  const code = await main(args, { out: (line) => lines.push(line), error: (line) => lines.push(line) })
  return { code, text: lines.join('\n') }
}

describe('against a server that keeps its contract', () => {
  test('everything holds', async () => {
    const { code, text } = await check('--base-url', live.origin())
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  })
})

describe('what cannot be checked', () => {
  test.each([
    [[], '--base-url is missing.'],
    [['--base-url', 'latchkey.example'], '--base-url must be an origin'],
    [['--base-url', 'http://127.0.0.1:1', '--only', 'getPage'], 'cannot be read'],
    [['--nonsense'], '--nonsense'],
  ])('%j says why, and ends with 2', async (args, sentence) => {
    const { code, text } = await check(...args)
    expect(text).toContain(sentence)
    expect(code).toBe(2)
  })
})
