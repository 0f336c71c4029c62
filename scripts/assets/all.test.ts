import { test } from 'vitest'
import { assets } from './all.ts'
import { docs } from './docs.ts'
import { expectSameElsewhere, madeOf } from './remade.ts'

// The docs take long enough for a test of their own: docs.long.test.ts.
test.each(assets.filter((asset) => asset !== docs).map((asset) => [asset.name, asset] as const))(
  '%s is made of its sources alone, and of equal ones the same to the byte, wherever and whenever',
  async (_, asset) => await expectSameElsewhere(asset, await madeOf(asset)),
)
