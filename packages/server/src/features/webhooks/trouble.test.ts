import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WEBHOOK_FAILURES_ALLOWED } from '@latchkey/contract'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { testJobs } from '../../../test/jobs.ts'
import { listening, outlast } from '../../../test/webhook-endpoint.ts'
import { verify, webhookReceiver } from '../../../test/webhook-receiver.ts'
import { rotateSigningKey } from '../../platform/keys.ts'
import { createTasks } from '../tasks.ts'

const receiver = await webhookReceiver()
const t = await testApp({ env: { LIMITS: 'off' }, replace: { network: receiver.network } })
const { received } = receiver
beforeEach(() => receiver.reset())

const HOUR = 3600
const DAY = 24 * HOUR

describe('an endpoint that fails', () => {
  test('with 410 is disabled at once, its owner is told, and a replay enables it', async () => {
    const { handle, endpoint, happen, deliveries, replay, state } = await listening(t)
    receiver.answer = () => 503
    await happen()
    await t.jobs.run()
    expect(await state()).toMatchObject({ status: 'ENABLED' })
    receiver.answer = () => 410
    await happen()
    await t.jobs.run()
    expect(await state()).toMatchObject({ status: 'DISABLED', disabledAt: expect.any(String) })
    const mails = async () =>
      (await t.mail.to(handle.owner.email)).filter(({ subject }) => /disabled/.test(subject))
    const [mail, ...others] = await mails()
    expect(others).toEqual([])
    expect(mail?.text).toContain(endpoint.id)
    expect(mail?.text).toContain('410')
    const [gone, waiting] = await deliveries()
    expect(gone).toMatchObject({ status: 'FAILED', tries: 1, problem: 'it answers with status 410' })
    expect(waiting).toMatchObject({ status: 'FAILED', problem: 'its endpoint was disabled' })
    const sent = received.length
    await outlast(t)
    expect(received, 'nothing is tried again').toHaveLength(sent)

    await replay(gone?.id ?? '')
    await t.jobs.run()
    expect(await state()).toMatchObject({ status: 'DISABLED' })
    receiver.answer = () => 200
    await replay(gone?.id ?? '')
    await t.jobs.run()
    expect(await state()).toMatchObject({ status: 'ENABLED', disabledAt: null })
    expect(await mails(), 'it was told once').toHaveLength(1)
  })

  test(`${WEBHOOK_FAILURES_ALLOWED} times in a row is disabled, its owner is told, and a replay enables it`, async () => {
    const { handle, endpoint, happen, deliveries, replay, state } = await listening(t)
    const disabledMails = async () =>
      (await t.mail.to(handle.owner.email)).filter(({ subject }) => /disabled/.test(subject))
    receiver.answer = () => 500
    for (let n = 1; n < WEBHOOK_FAILURES_ALLOWED; n++) await happen()
    await outlast(t)
    expect(await state()).toMatchObject({ status: 'ENABLED' })
    expect(await disabledMails()).toEqual([])

    await happen()
    await happen()
    await outlast(t)
    expect(await state()).toMatchObject({ status: 'DISABLED', disabledAt: expect.any(String) })
    const [mail, ...others] = await disabledMails()
    expect(others).toEqual([])
    expect(mail?.text).toContain(endpoint.id)
    const all = await deliveries()
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['FAILED']))
    const ended = all.filter(({ problem }) => problem === 'its endpoint was disabled')
    expect(ended, 'what was still on its way').toHaveLength(1)

    const sent = received.length
    await happen()
    await t.clock.advance(DAY)
    await t.jobs.run()
    expect(received, 'it is told of nothing new').toHaveLength(sent)

    await replay(all[0]?.id ?? '')
    await outlast(t)
    expect(await state()).toMatchObject({ status: 'DISABLED' })
    expect(await disabledMails(), 'it was told before').toHaveLength(1)

    receiver.answer = () => 200
    await replay(all[0]?.id ?? '')
    await t.jobs.run()
    expect(await state()).toMatchObject({ status: 'ENABLED', disabledAt: null })
    await happen()
    await t.jobs.run()
    expect((await deliveries())[0]).toMatchObject({ status: 'DELIVERED' })
  })

  test('now and then stays enabled: one success in between starts the count anew', async () => {
    const { happen, state } = await listening(t)
    for (const status of [500, 200, 500]) {
      receiver.answer = () => status
      for (let n = 1; n < WEBHOOK_FAILURES_ALLOWED; n++) await happen()
      await outlast(t)
    }
    expect(await state()).toMatchObject({ status: 'ENABLED' })
  })
})

describe('an address', () => {
  test.each([[['10.0.0.1']], [['93.184.216.34', '169.254.169.254']], [['::1']], [[]]])(
    '%j is not dialled',
    async (addresses) => {
      const { happen, deliveries } = await listening(t)
      receiver.addresses = addresses
      await happen()
      await t.jobs.run()
      expect(receiver.dialled).toEqual([])
      expect(await deliveries()).toMatchObject([
        { status: 'PENDING', responseStatus: null, problem: expect.stringMatching(/address/) },
      ])
    },
  )

  test('of a redirect is not followed', async () => {
    const { happen, deliveries } = await listening(t)
    receiver.answer = () => 307
    await happen()
    await t.jobs.run()
    expect(receiver.dialled).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ responseStatus: 307, problem: 'it redirects' }])
  })

  test('on this machine is reached over http in development, and only there', async () => {
    const dev = await testApp({ env: { PUBLIC_DOMAIN: 'localhost:8787', LIMITS: 'off' } })
    const hosts: (string | undefined)[] = []
    const server = createServer(({ headers }, response) => {
      hosts.push(headers.host)
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const hook = await listening(dev, `http://hooks.localhost:${port}/`)
    await hook.happen()
    await dev.jobs.run()
    expect(hosts).toEqual([`hooks.localhost:${port}`])
    expect(await hook.deliveries()).toMatchObject([{ status: 'DELIVERED' }])

    await hook.happen()
    const config = { ...dev.deps.config, loopback: false }
    await testJobs(dev.deps, createTasks({ ...dev.deps, config }, dev.mail.transport)).run()
    expect(hosts).toHaveLength(1)
    expect((await hook.deliveries())[0]).toMatchObject({ status: 'PENDING', problem: 'it is not https' })
  })
})

describe('a secret', () => {
  test('outlives the server key that it was sealed with', async () => {
    const app = await testApp({ env: { LIMITS: 'off' }, replace: { network: receiver.network } })
    const { secret, happen } = await listening(app)
    for (let rotations = 0; rotations < 3; rotations++) {
      await rotateSigningKey(app.db, app.clock)
      await app.deps.keys.reload()
      await app.clock.advance(HOUR)
      await createTasks(app.deps, app.mail.transport).reseal_webhook_secrets({})
      await app.clock.advance(4 * DAY)
    }
    await happen()
    await app.jobs.run()
    const [message] = received
    expect(message && verify(secret, message, app.clock)).toMatchObject({ type: 'group_buy.activated' })
  })

  test('that was lost with its key is a problem that the creator is told', async () => {
    const { happen, deliveries, endpoint } = await listening(t)
    await t.db
      .updateTable('webhook_endpoints')
      .set({ sealed_with: 'gone' })
      .where('id', '=', endpoint.id)
      .execute()
    await happen()
    await t.jobs.run()
    expect(received).toEqual([])
    expect(await deliveries()).toMatchObject([{ problem: expect.stringMatching(/secret was lost/) }])
  })
})
