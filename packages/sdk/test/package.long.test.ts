import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findMachineNode } from '../../../scripts/test-tools.ts'
import { compile, newConsumer } from './consumer.ts'
import { resolutions, runs, writeUses } from './uses.ts'

const consumer = await newConsumer()

const machine = findMachineNode()

test.for(['import', 'require'] as const)(
  `the Node of this machine (${machine?.version ?? 'none'}) runs it by %s`,
  (by, context) => {
    if (!machine?.requiresModules) return context.skip()
    expect(runs(consumer, machine.file, by)).toBe(true)
  },
)

const typescript = join(import.meta.dirname, '../../../scripts/node_modules/typescript')

test.each(Object.entries(resolutions))('TypeScript 5.9 compiles against it by %s', (_, options) => {
  expect(JSON.parse(readFileSync(join(typescript, 'package.json'), 'utf8')).version).toMatch(/^5\.9\./)
  expect(compile(consumer, join(typescript, 'bin/tsc'), { files: writeUses(consumer), options })).toBe('')
})
