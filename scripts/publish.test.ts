import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeProject, type Project } from './breaking/fixtures/project.ts'

// In place of npm: knows what is in the folder `registry`, and notes what it is told to publish.
const npm = `#!/bin/sh
case "$1" in
  view)
    name=$(echo "$2" | tr '/' '_')
    if [ -f "registry/$name" ]; then cat "registry/$name"; else echo "npm error code E404" >&2; exit 1; fi;;
  publish)
    if [ -f fails ]; then echo "npm error code E500" >&2; exit 1; fi
    echo "$@" >> published;;
esac
`

let project: Project
beforeEach(() => {
  project = makeProject()
  const used = project
  onTestFinished(() => used[Symbol.dispose]())
  project.write('bin/npm', npm)
  chmodSync(join(project.root, 'bin/npm'), 0o755)
  project.write('published', '')
  for (const folder of ['sdk', 'contract-tests']) pack(folder, '0.2.0')
})

const tarball = (folder: string) => join(project.root, `dist/${folder}/latchkey-${folder}.tgz`)

function pack(folder: string, version: string) {
  project.write(`packed/package/package.json`, { name: `@latchkey/${folder}`, version })
  mkdirSync(join(project.root, 'dist', folder), { recursive: true })
  execFileSync('tar', ['-czf', tarball(folder), '-C', join(project.root, 'packed'), 'package'])
}

const publish = (tag: string) => project.run('publish.ts', tag)
const told = () => project.read('published').trim()
const call = (folder: string) => `publish ${tarball(folder)} --provenance --access public`

test('what was packed is published, with provenance, and nothing private', () => {
  expect(publish('v0.2.0')).toEqual({
    code: 0,
    output: 'published @latchkey/contract-tests@0.2.0\npublished @latchkey/sdk@0.2.0\n',
  })
  expect(told()).toBe([call('contract-tests'), call('sdk')].join('\n'))
})

test('a run that ended half way goes on; one with other content does not', () => {
  const integrity = createHash('sha512')
    .update(readFileSync(tarball('contract-tests')))
    .digest('base64')
  project.write('registry/@latchkey_contract-tests@0.2.0', `sha512-${integrity}\n`)
  expect(publish('v0.2.0')).toMatchObject({ code: 0 })
  expect(told()).toBe(call('sdk'))

  project.write('published', '')
  project.write('registry/@latchkey_sdk@0.2.0', 'sha512-other\n')
  expect(publish('v0.2.0')).toEqual({
    code: 1,
    output: '@latchkey/sdk@0.2.0 is published already, with other content.\n',
  })
  expect(told()).toBe('')
})

test.each([
  ['a tag of another version', 'v0.3.0', 'is 0.2.0, the tag says 0.3.0'],
  ['a tag that is no version', 'vienna', 'usage:'],
])('%s publishes nothing', (_, tag, message) => {
  const { code, output } = publish(tag)
  expect(code).toBe(1)
  expect(output).toContain(message)
  expect(told()).toBe('')
})

test('a package that was not packed, or an answer of npm that says nothing, publishes none', () => {
  rmSync(tarball('sdk'))
  expect(publish('v0.2.0').code).toBe(1)
  pack('sdk', '0.2.0')
  project.write('bin/npm', npm.replace('E404', 'E503'))
  expect(publish('v0.2.0')).toMatchObject({ code: 1, output: expect.stringContaining('E503') })
  expect(told()).toBe('')
})

test('npm that refuses is an error', () => {
  project.write('fails', '')
  expect(publish('v0.2.0')).toMatchObject({ code: 1, output: expect.stringContaining('E500') })
})
