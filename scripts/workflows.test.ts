// Holds the workflows to what is really there, and to the least they may do.
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Record<string, unknown>
}

interface Job {
  readonly needs?: string
  readonly permissions?: Record<string, string>
  readonly 'timeout-minutes'?: number
  readonly steps: Step[]
}

interface Workflow {
  readonly on: Record<string, unknown>
  readonly permissions?: Record<string, string>
  readonly jobs: Record<string, Job>
}

const cwd = dirname(import.meta.dirname)
const files = globSync('.github/workflows/*', { cwd }).toSorted()
const read = (file: string) => readFileSync(join(cwd, file), 'utf8')
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`))
const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
const commands = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? [])

test('there are two', () => {
  expect(files).toEqual(['.github/workflows/ci.yml', '.github/workflows/publish.yml'])
})

test.each(files)('%s runs what exists, within limits, and knows no secret', (file) => {
  const { permissions, jobs }: Workflow = parse(read(file))
  expect(permissions).toEqual({ contents: 'read' })
  expect(read(file)).not.toMatch(/secrets\.|https?:|pull_request_target|registry/)
  for (const job of Object.values(jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0)
    for (const { uses, with: inputs } of job.steps) {
      if (uses === undefined) continue
      expect(uses).toMatch(/^actions\/(?:checkout|setup-node|upload-artifact|download-artifact)@v4$/)
      if (uses.startsWith('actions/checkout')) expect(inputs).toEqual({ 'persist-credentials': false })
      if (uses.startsWith('actions/setup-node')) expect(inputs).toEqual({ 'node-version': 24 })
    }
    for (const command of commands(job)) {
      // What others choose, such as the name of a branch, comes from the environment, in quotes.
      expect(command).not.toContain('${{')
      const [, script] = /^npm run (\S+)$/.exec(command) ?? []
      const [, program] = /^(?:node )?(\.ci\/run|scripts\/\S+)/.exec(command) ?? []
      if (script !== undefined) expect(scripts).toContain(script)
      else if (program !== undefined) expect(existsSync(join(cwd, program)), program).toBe(true)
      else expect(command).toMatch(/^sudo apt-get update && sudo apt-get install --yes [a-z-]+(?: [a-z-]+)*$/)
    }
  }
})

test('CI runs everything on a push and on a pull request', () => {
  const { on, jobs } = workflow('ci')
  expect(Object.keys(on).toSorted()).toEqual(['pull_request', 'push'])
  expect(commands(jobs.test ?? { steps: [] })).toContain('.ci/run')
  accessSync(join(cwd, '.ci/run'), constants.X_OK)
})

test('only a tag publishes, only what was tested and packed, and only that job can prove who it is', () => {
  const { on, jobs } = workflow('publish')
  expect(on).toEqual({ push: { tags: ['v*'] } })
  expect(Object.keys(jobs)).toEqual(['test', 'publish'])
  const { test: tested, publish } = jobs
  if (!tested || !publish) throw new Error('a job is missing')
  const own = commands(tested)
  expect(own.slice(own.indexOf('.ci/run'))).toEqual(['.ci/run', 'npm run build'])
  expect(tested.permissions).toBeUndefined()
  expect(publish).toMatchObject({ needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } })
  expect(Object.keys(publish.permissions ?? {})).toHaveLength(2)
  expect(commands(publish)).toEqual(['node scripts/publish.ts "$GITHUB_REF_NAME"'])

  const artifact = ({ steps }: Job, action: string) =>
    steps.find(({ uses }) => uses?.startsWith(`actions/${action}-artifact`))?.with
  // What stands before the first star of a path is not part of the artifact.
  expect(artifact(tested, 'upload')).toMatchObject({ path: 'dist/*/latchkey-*.tgz' })
  expect(artifact(publish, 'download')).toEqual({ name: artifact(tested, 'upload')?.name, path: 'dist' })
})

test('publishing needs nothing that would have to be installed', () => {
  const imports = [...read('scripts/publish.ts').matchAll(/from '([^']+)'/g)].map(([, name = '']) => name)
  expect(imports.filter((name) => !name.startsWith('node:'))).toEqual([])
})
