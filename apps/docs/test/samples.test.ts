// Every sample of the site is code: it parses, and what is TypeScript or JavaScript compiles against the packed SDK.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { compile, tsc, typeRoots, unpackedConsumer } from '../../../packages/sdk/test/consumer.ts'
import { resolutions } from '../../../packages/sdk/test/uses.ts'
import { type Block, blocksOf, withoutMarkers } from '../src/site/fences.ts'
import { code } from '../src/site/fill/code.ts'
import { allPages } from '../src/site/pages.ts'
import { root } from '../src/site/root.ts'
import { linkedPackages } from './reader.ts'
import { writePrograms, writeSamples } from './sample-files.ts'
import { tryItSamples } from './try-it-samples.ts'

const pages = allPages()
const blocks = pages.flatMap(blocksOf)
const compiled = ['ts', 'tsx', 'js']
const isQuoted = ({ meta }: Block) => meta.has('from')

/** What is wrong with a sample in a language, by the language. */
const problems: Readonly<Record<string, (block: Block) => string | null>> = {
  json: ({ code }) => failure(() => JSON.parse(code)),
  yaml: ({ code }) => parseAllDocuments(code).flatMap(({ errors }) => errors)[0]?.message ?? null,
  sh: shellProblem,
  bash: shellProblem,
  // Run on the schema of today by scripts/docs.test.ts.
  sql: () => null,
  ...Object.fromEntries(compiled.map((language) => [language, () => null])),
  // Texts, with nothing to check.
  ...Object.fromEntries(
    ['', 'text', 'mermaid', 'http', 'html', 'css', 'svg', 'ini', 'nginx'].map((language) => [
      language,
      () => null,
    ]),
  ),
}

/** What bash says of a script, which it only reads. */
const readByBash = (input: string): string | null => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input, encoding: 'utf8' })
  return status === 0 && stderr === '' ? null : stderr || `bash ended with ${status}`
}

// One bash for all: only if something is wrong, each is read by itself to find it.
const isShell = ({ language }: Block) => language === 'sh' || language === 'bash'
const allScripts = blocks
  .filter(isShell)
  .map(({ code }, index) => `script_${index}() {\n:\n${code}\n}\n`)
  .join('')
const shellIsSound = readByBash(allScripts) === null

function shellProblem({ code: input }: Block): string | null {
  return shellIsSound ? null : readByBash(input)
}

function failure(attempt: () => unknown): string | null {
  try {
    attempt()
    return null
  } catch (error) {
    return String(error)
  }
}

test('every sample is in a language that is checked, and parses', () => {
  expect(blocks.length).toBeGreaterThan(10)
  const broken = blocks.flatMap((block) => {
    const check = Object.hasOwn(problems, block.language) ? problems[block.language] : undefined
    const problem = check ? check(block) : `Nothing checks ${block.language}.`
    return problem ? [`${block.page}: ${problem}\n${block.code}`] : []
  })
  expect(broken).toEqual([])
})

test('the words behind a language are those that a test or a reader understands', () => {
  const known = ['run', 'background', 'output', 'after', 'while', 'title', 'from']
  const unknown = blocks.flatMap(({ page, meta }) =>
    [...meta.keys()].filter((word) => !known.includes(word)).map((word) => `${page}: ${word}`),
  )
  expect(unknown).toEqual([])
  const text = '```js title="shop.mjs" run\nconst a = 1\n```\n\n```sh run after=buys\nls\n```\n\n```\n'
  expect(withoutMarkers(text)).toBe('```js title="shop.mjs"\nconst a = 1\n```\n\n```sh\nls\n```\n\n```\n')
})

/** Guides that something else follows to their end. */
const provenElsewhere: readonly string[] = [
  // Made of code that the tests of apps/storefront run.
  'guides/custom-checkout',
  'guides/visitor-sign-in',
  // The README of the SDK, whose program its own tests run.
  'guides/sdk',
  // Their SQL runs on the schema of today: scripts/docs.test.ts.
  'operate/retention',
  'operate/runbook',
]

test('every guide ends in something that runs', () => {
  const guides = pages.filter(({ id }) => /^(?:start|guides|sell|help|operate)\//.test(id))
  const running = new Set(blocks.filter(({ meta }) => meta.has('run')).map(({ page }) => page))
  const idle = guides.filter(({ id }) => !running.has(id) && !provenElsewhere.includes(id))
  expect(idle.map(({ id }) => id)).toEqual([])
})

test('what is quoted from code of ours is there', () => {
  for (const block of blocks.filter(isQuoted)) {
    const from = String(block.meta.get('from'))
    expect(code(from), `${block.page} quotes ${from}`).toContain(block.code.trimEnd())
    expect(readFileSync(join(root, from.split('#')[0] ?? ''), 'utf8')).not.toBe('')
  }
})

test('TypeScript and JavaScript compile against the packed SDK', async () => {
  const consumer = await unpackedConsumer(linkedPackages())
  const samples = blocks.filter((block) => compiled.includes(block.language) && !isQuoted(block))
  const options = {
    ...resolutions.nodenext,
    lib: ['es2023', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [typeRoots],
  }
  const typed = writeSamples(consumer, [...samples, tryItSamples()])
  const untyped = writePrograms(consumer, samples)
  expect(compile(consumer, tsc, { files: typed, options })).toBe('')
  // Nobody writes types into a program in JavaScript.
  const loose = { ...options, allowJs: true, checkJs: true, noImplicitAny: false }
  expect(compile(consumer, tsc, { files: untyped, options: loose })).toBe('')
})
