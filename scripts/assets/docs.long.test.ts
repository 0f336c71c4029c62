import { dirname } from 'node:path'
import { test } from 'vitest'
import { builtSite } from '../../apps/docs/test/built-site.ts'
import { docs } from './docs.ts'
import { expectSameElsewhere } from './remade.ts'

test('docs are made of their sources alone, and of equal ones the same to the byte, wherever and whenever', async () =>
  await expectSameElsewhere(docs, dirname(await builtSite())))
