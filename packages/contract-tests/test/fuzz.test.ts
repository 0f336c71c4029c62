import { beforeAll, describe, expect, test } from 'vitest'
import { openSession } from '../../server/src/features/accounts/service.ts'
import { type Live, startLive } from '../../server/test/live.ts'
import { command } from './terminal.ts'

let live: Live
let tokens: string[]
beforeAll(async () => {
  live = await startLive('localhost')
  const handle = await live.make.handle({ name: 'demo' })
  await live.make.page({ handle })
  const { accessToken } = await openSession(live.deps, handle.owner.id)
  const { token } = await live.make.visitorSession()
  tokens = ['--account-token', accessToken, '--visitor-token', token]
})

describe('a server that keeps its contract', () => {
  test('is without finding', async () => {
    const before = live.requests.length
    const { code, text } = await command(
      '--base-url',
      live.origin(),
      ...tokens,
      ...(process.env.FUZZ ?? '--fuzz 300 --seed 1').split(' '),
    )
    console.log(live.requests.length - before, text)
    expect(code).toBe(0)
  })
})
