// `node scripts/publish.ts v1.2.3`: puts the packed packages on npm, in the job of a workflow that may. Needs nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
}

const run = (command: string, ...args: string[]) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  return {
    ok: status === 0,
    stdout: stdout ?? '',
    problem: `${command} ${args.join(' ')}: ${error?.message ?? stderr}`,
  }
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join('packages', folder, 'package.json'), 'utf8'))

/** The tarball that `npm run build` made of a package, whose manifest must be of this version. */
function packed(folder: string, version: string) {
  const file = join(process.cwd(), 'dist', folder, `latchkey-${folder}.tgz`)
  const { ok, stdout, problem } = run('tar', '-xzOf', file, 'package/package.json')
  if (!ok) throw new Error(problem)
  const manifest: Manifest = JSON.parse(stdout)
  if (manifest.version !== version)
    throw new Error(`${file} is ${manifest.version}, the tag says ${version}.`)
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
  return { file, id: `${manifest.name}@${version}`, integrity }
}

/** What npm has under this name and version already: an earlier run may have ended half way. */
function published(id: string): string | null {
  const { ok, stdout, problem } = run('npm', 'view', id, 'dist.integrity')
  if (ok) return stdout.trim() || null
  if (/\bE404\b/.test(problem)) return null
  throw new Error(problem)
}

function main(tag = '') {
  const [, version] = /^v(\d+\.\d+\.\d+)$/.exec(tag) ?? []
  if (version === undefined) throw new Error('usage: node scripts/publish.ts v1.2.3')
  const folders = readdirSync('packages').filter((folder) => !manifestOf(folder).private)
  // All of them are looked at before the first is published.
  const missing = folders
    .map((folder) => packed(folder, version))
    .filter(({ id, integrity }) => {
      const there = published(id)
      if (there !== null && there !== integrity)
        throw new Error(`${id} is published already, with other content.`)
      return there === null
    })
  for (const { file, id } of missing) {
    const { ok, problem } = run('npm', 'publish', file, '--provenance', '--access', 'public')
    if (!ok) throw new Error(problem)
    console.log(`published ${id}`)
  }
}

try {
  main(process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
