import { test } from 'vitest'
import { assets } from './all.ts'
import { expectSameElsewhere, madeOf } from './remade.ts'

test.each(assets.map((asset) => [asset.name, asset] as const))(
  '%s is made of its sources alone, and of equal ones the same to the byte, wherever and whenever',
  async (_, asset) => await expectSameElsewhere(asset, await madeOf(asset)),
)
