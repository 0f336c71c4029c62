import { execFileSync } from 'node:child_process'
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
import { afterAll, beforeEach, expect, test } from 'vitest'

const root = dirname(import.meta.dirname)
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bootstrap-'))
const bin = join(folder, 'bin')
const project = join(folder, 'project')
const log = join(folder, 'installed')
afterAll(() => rmSync(folder, { recursive: true }))

// In place of npx, which would fetch pnpm: notes where it was to install, and leaves what bootstrap.mjs looks for.
const npx = `#!/bin/sh
echo "\${PWD#"$PROJECT"}" >> "${log}"
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
  for (const name of ['dev', 'test'])
    writeFileSync(join(project, `scripts/${name}.ts`), 'process.disconnect?.()\n')
})

function bootstrap(name: string): string[] {
  rmSync(log, { force: true })
  const env = { ...process.env, PROJECT: project, PATH: `${bin}${delimiter}${process.env.PATH}` }
  execFileSync(process.execPath, [join(project, 'scripts/bootstrap.mjs'), name], { env, stdio: 'pipe' })
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []
}

test('the tools of others are installed for tests, not for `npm start`, and each once', () => {
  expect(bootstrap('dev')).toEqual([''])
  expect(existsSync(join(project, 'scripts/foreign/node_modules'))).toBe(false)
  expect(bootstrap('test')).toEqual(['/scripts/foreign'])
  expect(bootstrap('test')).toEqual([])
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
