import { expect, test } from 'vitest'
import { operation, selling } from './breaking/fixtures/document.ts'
import { makeProject } from './breaking/fixtures/project.ts'
import { noteChange } from './breaking/noting.ts'
import { releaseStatus } from './breaking/released.ts'
import { release } from './releasing.ts'

const today = {
  ...selling(),
  paths: { ...selling().paths, '/buy': { post: operation({ operationId: 'buy' }) } },
}
const version = (manifest: string): string => JSON.parse(manifest).version

test('a release raises the versions, writes the changelogs, and keeps the document', () => {
  using project = makeProject()
  const { root, git, read } = project
  git('init')
  project.api(today)
  project.write('packages/sdk/CHANGELOG.md', '# @latchkey/sdk\n\n## 0.1.0\n\nThe first release.\n')
  git('add', '.')
  git('commit', '--message', 'Work')
  expect(() => release(root)).toThrow('No changeset tells of 1 additive change')

  noteChange(root, 'Buy with `buy`.', 'minor')
  expect(() => release(root)).toThrow('Commit what is not committed')
  git('add', '.')
  git('commit', '--message', 'Changeset')
  expect(release(root)).toBe('0.2.0')
  expect(version(read('packages/sdk/package.json'))).toBe('0.2.0')
  // All that is published has one version; what is not has no changelog.
  expect(version(read('packages/contract-tests/package.json'))).toBe('0.2.0')
  expect(version(read('packages/server/package.json'))).toBe('0.1.0')
  expect(read('packages/sdk/CHANGELOG.md')).toMatch(
    /^# @latchkey\/sdk\n\n## 0\.2\.0\n\n### Minor Changes\n\n- .*Buy with `buy`\.\n\n## 0\.1\.0\n\nThe first release\.\n$/,
  )
  expect(JSON.parse(read('openapi/released/openapi.json'))).toEqual(today)
  expect(releaseStatus(root)).toMatchObject({ version: '0.2.0', findings: [] })

  // A second one by mistake, before and after the first is committed.
  expect(() => release(root)).toThrow('Commit what is not committed')
  git('add', '.')
  git('commit', '--message', 'Release 0.2.0')
  expect(() => release(root)).toThrow('nothing to release')
})
