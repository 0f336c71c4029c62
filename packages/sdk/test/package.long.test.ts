import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { compile, newConsumer } from './consumer.ts'
import { resolutions, runs, writeUses } from './uses.ts'

const consumer = await newConsumer()

/** The Node of this machine; that of the project stands in front of it in `PATH`. */
const ofMachine = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .find((file) => spawnSync(file, ['--version']).status === 0)
const version = ofMachine ? spawnSync(ofMachine, ['--version'], { encoding: 'utf8' }).stdout.trim() : 'none'
const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)

test.for(['import', 'require'] as const)(
  `the Node of this machine (${version}) runs it by %s`,
  (by, context) => {
    // `require` of ES modules began with Node 20.19.
    if (!ofMachine || major < 20 || (major === 20 && minor < 19)) return context.skip()
    expect(runs(consumer, ofMachine, by)).toBe(true)
  },
)

const typescript = join(import.meta.dirname, '../../../scripts/node_modules/typescript')

test.each(Object.entries(resolutions))('TypeScript 5.9 compiles against it by %s', (_, options) => {
  expect(JSON.parse(readFileSync(join(typescript, 'package.json'), 'utf8')).version).toMatch(/^5\.9\./)
  expect(compile(consumer, join(typescript, 'bin/tsc'), { files: writeUses(consumer), options })).toBe('')
})
