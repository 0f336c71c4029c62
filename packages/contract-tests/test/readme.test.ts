// What the README shows is tried: its workflow, its script, and its tables.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { startLive } from '../../server/test/live.ts'
import { usage } from '../src/options.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block)

const live = await startLive('localhost')

/** Stands for the npx of npm: it runs the sources of what would be installed from the URL. */
const NPX = `#!/bin/bash
[ "$1" = --yes ] && [[ "$2" = */sdk/latchkey-contract-tests.tgz ]] || exit 97
shift 2
exec "${process.execPath}" "${join(import.meta.dirname, '../src/cli.ts')}" "$@"
`

/** Runs a script in an empty folder. */
async function runInFolder(script: string, env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'contract-readme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'npx'), NPX)
  chmodSync(join(folder, 'npx'), 0o755)
  const path = `${folder}:${process.env.PATH}`
  const child = spawn('bash', ['-e', '-c', script], {
    cwd: folder,
    env: { ...process.env, ...env, PATH: path },
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  const file = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { code, text: Buffer.concat(output).toString(), file }
}

interface Step {
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}
interface Workflow {
  readonly on: object
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
}

// It looks at everything, which takes a busy machine a minute.
describe('the workflow', { timeout: 400_000 }, () => {
  test('runs, is green, and leaves the file that it uploads', async () => {
    const [block = ''] = blocks('yaml')
    const workflow: Workflow = parse(block)
    expect(Object.keys(workflow.on)).toEqual(['deployment_status', 'schedule'])
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
    const [step] = steps.filter(({ run }) => run !== undefined)
    expect(Object.keys(step?.env ?? {})).toEqual(['LATCHKEY'])
    const { code, text, file } = await runInFolder(step?.run ?? '', { LATCHKEY: live.origin() })
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
    const uploaded = steps.at(-1)?.with?.path
    expect(file(String(uploaded))).toMatch(/^<\?xml .*<testsuite .* failures="0" errors="0"/s)
  })
})

test('the script of a package.json runs, and is green', async () => {
  const [block = ''] = blocks('json')
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(block)
  const script = (scripts.contract ?? '').replaceAll('http://localhost:8787', live.origin())
  // The workflow has looked at everything.
  const { code, text } = await runInFolder(`${script} --only document-valid,getJwks`, {})
  expect(text).toContain('Everything that was looked at holds.')
  expect(code).toBe(0)
})

test('the tables have every option and every exit code of the help, and no other', () => {
  const listed = [...readme.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option)
  const known = [...usage.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option)
  expect(listed.toSorted()).toEqual(known.filter((option) => option !== '--help').toSorted())
  const codes = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => code)
  expect(codes).toEqual([...(usage.split('Exit codes:')[1] ?? '').matchAll(/\b\d+\b/g)].map(([code]) => code))
})
