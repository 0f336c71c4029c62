// Every guide is followed to its end, on a server as `npm start` runs it.
import { join } from 'node:path'
import { EXAMPLE_ORIGIN } from '@latchkey/contract/example-shop'
import { expect, onTestFinished, test } from 'vitest'
import { unpackedConsumer } from '../../../packages/sdk/test/consumer.ts'
import { DEMO_STRIPE_ACCOUNT, loadDemo } from '../../../packages/server/src/demo.ts'
import { startLive } from '../../../packages/server/test/live.ts'
import { makeAsset } from '../../../scripts/assets/asset.ts'
import { contractTests } from '../../../scripts/assets/contract-tests.ts'
import { generousLimits } from '../../../scripts/dev-plan.ts'
import { blocksOf } from '../src/site/fences.ts'
import { allPages } from '../src/site/pages.ts'
import { root } from '../src/site/root.ts'
import { deedsOf } from './deeds.ts'
import { follow, linkedPackages } from './reader.ts'

const live = await startLive('localhost', { inbox: true, env: { LIMITS: generousLimits() } })
await live.stripe.dashboard.createReadyAccount({ id: DEMO_STRIPE_ACCOUNT })
await loadDemo(live.deps.config.DATABASE_URL, { addBooks: async (books) => live.stripe.addBooks(books) })
// What the server hands out, beside the SDK.
await makeAsset(contractTests, root, join(root, 'dist'))
const project = await unpackedConsumer(linkedPackages())

const hosts = {
  [EXAMPLE_ORIGIN]: live.origin(),
  'https://demo.latchkey.example': live.origin('demo'),
  'localhost:8787': new URL(live.origin()).host,
  'http://localhost:8788': live.inbox.origin,
  'http://localhost:8790': live.stripe.url,
}
const rewrite = (text: string) =>
  Object.entries(hosts).reduce((so, [there, here]) => so.replaceAll(there, here), text)

const guides = allPages()
  .map((page) => ({ id: page.id, blocks: blocksOf(page) }))
  .filter(({ blocks }) => blocks.some(({ meta }) => meta.has('run')))
  // Whoever follows one of these has done nothing else before.
  .toSorted((a, b) => Number(b.id.startsWith('start/')) - Number(a.id.startsWith('start/')))

test.each(guides)('$id can be followed word for word', { timeout: 300_000 }, async ({ id, blocks }) => {
  // Whatever goes wrong in one guide, the next begins with a Stripe that works.
  onTestFinished(() => live.stripe.fault(null))
  await follow(blocks, join(project.folder, 'readers', id), rewrite, deedsOf(live))
  expect(
    blocks.some(({ meta }) => meta.has('output')),
    'and says what comes out',
  ).toBe(true)
})
