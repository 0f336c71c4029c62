import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { findMachineNode } from '../test-tools.ts'
import { makeAsset } from './asset.ts'
import { contractTests } from './contract-tests.ts'

const root = dirname(dirname(import.meta.dirname))
const machine = findMachineNode()

beforeAll(() => makeAsset(contractTests, root, join(root, 'dist')))

test(`the Node of this machine (${machine?.version ?? 'none'}) runs the packed contract tests`, (context) => {
  if (!machine?.requiresModules) return context.skip()
  const cli = join(root, 'dist/contract-tests/package/dist/cli.js')
  const { stdout, stderr, status } = spawnSync(machine.file, [cli, '--help'], { encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  expect(stdout).toContain('latchkey-contract-tests --base-url')
})
