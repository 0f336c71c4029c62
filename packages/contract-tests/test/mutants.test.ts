import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Live, startLive } from '../../server/test/live.ts'
import { main } from '../src/main.ts'
import { type MutantProxy, startProxy } from './mutants/proxy.ts'

let live: Live
let proxy: MutantProxy
beforeAll(async () => {
  live = await startLive('localhost')
  proxy = await startProxy(live.origin())
})
afterAll(() => proxy.close())

async function check(...args: string[]) {
  const lines: string[] = []
  const code = await main(['--base-url', proxy.origin, ...args], {
    out: (line) => lines.push(line),
    error: (line) => lines.push(line),
  })
  return { code, text: lines.join('\n') }
}

describe('through a proxy that changes nothing', () => {
  test('everything holds', async () => {
    expect(await check()).toMatchObject({
      code: 0,
      text: expect.stringContaining('Everything that was looked at holds.'),
    })
  })
  test('the document names the origin of the proxy', async () => {
    const text = await (await fetch(`${proxy.origin}/openapi.json`)).text()
    expect(text).toContain(proxy.origin)
    expect(text).not.toContain(live.origin())
  })
})
