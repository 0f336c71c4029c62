import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answers, object, operation, selling, text } from './fixtures/document.ts'
import { makeProject } from './fixtures/project.ts'
import { noteChange } from './noting.ts'
import { describe, releaseStatus } from './released.ts'

const breaking = selling({ 'x-rate-limit': { ip: '10/1m' } })
const changeset = (bump: string, summary: string, name = '@latchkey/sdk') =>
  `---\n'${name}': ${bump}\n---\n\n${summary}\n`
const many = (count: number) => ({
  ...selling(),
  paths: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      index === 0 ? '/sell' : `/sell/${index}`,
      { post: operation({ operationId: index === 0 ? 'sell' : `sell${index}` }) },
    ]),
  ),
})

test('a change fails the check until a changeset of its level names it; neither needs git', () => {
  using project = makeProject()
  expect(project.run('check-breaking.ts')).toEqual({
    code: 0,
    output: 'Nothing changed in the API since 0.1.0.\n',
  })

  project.api(breaking)
  const failed = project.run('check-breaking.ts')
  expect(failed.code).toBe(1)
  expect(failed.output).toContain('1 breaking change in the API since 0.1.0; not told of:')
  expect(failed.output).toContain(
    '  breaking  rate-limit-tightened  Callers that stayed within the limit are throttled.',
  )
  expect(failed.output).toContain('    sell by ip: 60/1m → 10/1m')
  expect(failed.output).toContain('a breaking change needs one that says `minor` or more')
  expect(failed.output).toContain("npm run changeset -- '")

  const written = project.run('changeset.ts', 'Selling is limited to ten a minute.')
  expect(written).toMatchObject({ code: 0 })
  expect(project.read('.changeset/selling-is-limited-to-ten-a.md')).toBe(
    "---\n'@latchkey/sdk': minor\n---\n\nSelling is limited to ten a minute.\n\nConcerns `sell`.\n",
  )
  const passed = project.run('check-breaking.ts')
  expect(passed).toMatchObject({ code: 0 })
  expect(passed.output).toContain('1 breaking change in the API since 0.1.0:')
})

test('a changeset counts by its level and by what it names', () => {
  using project = makeProject()
  const untold = (summary: string, bump: string) => {
    project.write('.changeset/one.md', changeset(bump, summary))
    return releaseStatus(project.root).untold.map(({ subject }) => subject)
  }
  project.api(breaking)
  expect(untold('`sell` is limited.', 'patch')).toEqual(['sell'])
  expect(untold('Selling is limited.', 'minor')).toEqual(['sell'])
  expect(untold('`sell` is limited.', 'minor')).toEqual([])
  expect(untold('Much is limited (`rate-limit-tightened`).', 'minor')).toEqual([])

  // Something more, which the changeset of the first does not cover.
  project.api({
    ...breaking,
    paths: { ...breaking.paths, '/buy': { post: operation({ operationId: 'buy' }) } },
  })
  expect(untold('`sell` is limited.', 'minor')).toEqual(['buy'])
  project.write('.changeset/two.md', changeset('patch', 'Buy with `buy`.'))
  expect(untold('`sell` is limited.', 'minor')).toEqual([])
})

test('before 1.0 what breaks is minor and what adds is patch; from then on, major and minor', () => {
  using project = makeProject()
  const bumps = () =>
    [breaking, many(2)].map((document) => {
      project.api(document)
      return /: (\w+)/.exec(noteChange(project.root, 'It is different.').text)?.[1]
    })
  expect(bumps()).toEqual(['minor', 'patch'])
  for (const name of ['it-is-different', 'it-is-different-2']) {
    project.write(`.changeset/${name}.md`, changeset('patch', 'Nothing.'))
  }
  project.write('packages/sdk/package.json', { name: '@latchkey/sdk', version: '1.2.3' })
  expect(bumps()).toEqual(['major', 'minor'])
})

test('neither patches nor prose need a changeset', () => {
  using project = makeProject()
  project.api(selling({ description: 'Sells.', 'x-audience': 'visitor' }))
  const { findings, untold } = releaseStatus(project.root)
  expect(findings).toHaveLength(1)
  expect(untold).toEqual([])
})

test.each([
  ['says `major`, which would release 1.0.0', changeset('major', '`sell` is limited.')],
  ['names @latchkey/server; published are', changeset('minor', '`sell` is limited.', '@latchkey/server')],
  ['does not say what changed', changeset('minor', '')],
  ['.changeset/wrong.md is no changeset', 'Selling is limited.\n'],
])('a changeset that could not be released is refused: it %s', (message, text) => {
  using project = makeProject()
  project.write('.changeset/wrong.md', text)
  expect(() => releaseStatus(project.root)).toThrow(message)
})

test('what many operations have in common is one rule in the changeset, and a few lines in the report', () => {
  using project = makeProject()
  project.api(many(20))
  const text = describe(releaseStatus(project.root).findings)
  expect(text.split('\n')).toHaveLength(8)
  expect(text).toContain('and 13 more')
  expect(noteChange(project.root, 'Sell more.', 'minor').text).toContain(
    'minor\n---\n\nSell more.\n\nConcerns `operation-added`.',
  )
  expect(releaseStatus(project.root).untold).toEqual([])
})

test('the SDK may change where the API does not: then the level is given, and no changeset overwrites another', () => {
  using project = makeProject()
  expect(project.run('changeset.ts', 'minor', 'Calls throw less.').code).toBe(0)
  expect(noteChange(project.root, 'Calls throw less.').file).toBe('.changeset/calls-throw-less-2.md')
  expect(project.read('.changeset/calls-throw-less.md')).toContain(': minor')
  expect(project.read('.changeset/calls-throw-less-2.md')).toContain(': patch')
  expect(project.run('changeset.ts', 'minor')).toMatchObject({
    code: 1,
    output: expect.stringContaining('usage:'),
  })
})

test('what breaks is reported first', () => {
  using project = makeProject()
  project.write('openapi/released/openapi.json', answers(object({ x: text() })))
  project.api(answers(object({ y: text() })))
  const levels = describe(releaseStatus(project.root).findings).match(/^ {2}\w+/gm)
  expect(levels).toEqual(['  breaking', '  additive'])
})

test('`npm test` runs the check', () => {
  const source = readFileSync(join(import.meta.dirname, '../test.ts'), 'utf8')
  expect(source).toMatch(
    /^ {2}\{ name: 'released API', command: \['node', 'scripts\/check-breaking\.ts'\] \},$/m,
  )
})
