import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'

const root = dirname(import.meta.dirname)
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bootstrap-'))
const bin = join(folder, 'bin')
const project = join(folder, 'project')
const log = join(folder, 'log')
afterAll(() => rmSync(folder, { recursive: true }))

// In place of npx, which would fetch pnpm: notes what it was to install, and leaves what bootstrap.mjs looks for.
const npx = `#!/bin/sh
what=\${PWD#"$PROJECT"/}
if [ "$PWD" = "$PROJECT" ]; then what=everything; fi
case "$*" in *--filter*) what="without apps";; esac
echo "install $what" >> "${log}"
echo $$ > "${folder}/installer"
if [ -n "$HANGS" ]; then sleep 1000; fi
if [ -n "$FAILS" ]; then echo "no network"; exit 1; fi
mkdir -p node_modules/node/bin
ln -sf "${process.execPath}" node_modules/node/bin/node
`

beforeEach(() => {
  for (const each of [project, bin]) rmSync(each, { recursive: true, force: true })
  rmSync(log, { force: true })
  mkdirSync(bin)
  writeFileSync(join(bin, 'npx'), npx)
  chmodSync(join(bin, 'npx'), 0o755)
  mkdirSync(join(project, 'scripts/foreign'), { recursive: true })
  for (const name of ['', 'scripts/foreign/'].flatMap((at) => [
    `${at}pnpm-lock.yaml`,
    `${at}pnpm-workspace.yaml`,
  ])) {
    copyFileSync(join(root, name), join(project, name))
  }
  copyFileSync(join(root, 'scripts/bootstrap.mjs'), join(project, 'scripts/bootstrap.mjs'))
  for (const name of ['dev', 'test', 'build']) {
    const script = `import { appendFileSync } from 'node:fs'
      appendFileSync(${JSON.stringify(log)}, ['run', '${name}', ...process.argv.slice(2)].join(' ') + '\\n')
      process.disconnect?.()`
    writeFileSync(join(project, `scripts/${name}.ts`), script)
  }
})

const logged = () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [])

function start(args: string[], more: NodeJS.ProcessEnv = {}) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PROJECT: project,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ...more,
  }
  // Whoever runs the tests is not the npm that it was started by.
  delete env.npm_lifecycle_event
  const child: ChildProcess = spawn(process.execPath, [join(project, 'scripts/bootstrap.mjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, output }))
  return { child, ended }
}

/** What happened, of which the last is the script itself. */
async function bootstrap(...args: string[]): Promise<string[]> {
  rmSync(log, { force: true })
  expect(await start(args).ended).toMatchObject({ code: 0 })
  return logged()
}

const background = ['build', '--in-background']

test('`npm start` waits for nothing that only apps need, which is installed when the rest is built', async () => {
  expect(await bootstrap('dev', '--port', '1')).toEqual(['install without apps', 'run dev --port 1'])
  expect(await bootstrap('dev')).toEqual(['run dev'])
  expect(await bootstrap(...background)).toEqual([
    'run build --in-background --without-apps',
    'install everything',
    'run build --in-background',
  ])
  expect(await bootstrap(...background)).toEqual(['run build --in-background'])
  expect(await bootstrap('dev')).toEqual(['run dev'])
})

test('tests need everything, the tools of others too, and each once', async () => {
  expect(await bootstrap('dev')).toEqual(['install without apps', 'run dev'])
  expect(existsSync(join(project, 'scripts/foreign/node_modules'))).toBe(false)
  expect(await bootstrap('test')).toEqual(['install everything', 'install scripts/foreign', 'run test'])
  expect(await bootstrap('test')).toEqual(['run test'])
  expect(await bootstrap('dev')).toEqual(['run dev'])
  expect(await bootstrap('build')).toEqual(['run build'])
})

test('without a network only what is installed behind is missing, and is tried again', async () => {
  await bootstrap('dev')
  const { code, output } = await start(background, { FAILS: '1' }).ended
  expect(code).toBe(1)
  expect(output.trimEnd().split('\n')).toEqual([
    expect.stringContaining('Installing what dashboard and docs are built with'),
    expect.stringMatching(/^That failed; only the dashboard, the docs/),
  ])
  expect(await bootstrap('dev')).toEqual(['run dev'])
  expect(await bootstrap(...background)).toContain('install everything')

  rmSync(join(project, 'node_modules'), { recursive: true })
  const first = await start(['dev'], { FAILS: '1' }).ended
  expect(first.code).toBe(1)
  expect(first.output).toMatch(/no network\nInstalling failed \(npx .*the lines above say why/)
})

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
const installer = () => Number(readFileSync(join(folder, 'installer'), 'utf8'))

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  '%s while it installs leaves what the next one mends',
  async (signal) => {
    await bootstrap('dev')
    const { child, ended } = start(background, { HANGS: '1' })
    await vi.waitFor(() => expect(logged()).toContain('install everything'), { timeout: 60_000 })
    const pid = installer()
    child.kill(signal)
    if (signal === 'SIGKILL') process.kill(-pid, 'SIGKILL')
    expect((await ended).code).not.toBe(0)
    await vi.waitFor(() => expect(isGone(pid)).toBe(true), { timeout: 60_000 })
    expect(await bootstrap('dev')).toEqual(['run dev'])
    expect(await bootstrap(...background)).toEqual([
      'run build --in-background --without-apps',
      'install everything',
      'run build --in-background',
    ])
    expect(existsSync(join(project, '.data/installing'))).toBe(false)
  },
)

test('of many at once one installs, and the others wait for it', async () => {
  const all = await Promise.all(['test', 'test', 'build', 'test'].map((name) => start([name]).ended))
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  expect(
    logged()
      .filter((line) => line.startsWith('install'))
      .toSorted(),
  ).toEqual(['install everything', 'install scripts/foreign'])
})

test('none of them is among what `npm start` installs, and no lockfile names a registry', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'scripts/foreign/package.json'), 'utf8'))
  const lockfiles = ['pnpm-lock.yaml', 'scripts/foreign/pnpm-lock.yaml'].map((name) =>
    readFileSync(join(root, name), 'utf8'),
  )
  const { typescript, ...foreign }: Record<string, string> = manifest.devDependencies
  for (const [name, version] of Object.entries(foreign)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lockfiles[0]).not.toContain(`${name}@${version}`)
    expect(lockfiles[1]).toContain(`${name}@${version}`)
  }
  for (const lockfile of lockfiles) expect(lockfile).not.toMatch(/https?:\/\//)
})
