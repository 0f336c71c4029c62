// Every word that the dashboard shows stands in `src/text`.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')
const files = globSync('**/*.tsx', { cwd: src })

interface Node {
  readonly type: string
  readonly [member: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Attributes that people read or hear. */
const spoken =
  /^(?:label|title|placeholder|description|hint|alt|message|content|children|confirm|aria-(?:label|description|valuetext|roledescription)|.*(?:Label|Title|Placeholder|Message|Hint))$/

const word = /\p{L}{2}/u
const literal = (node: Node): string =>
  node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : node.type === 'TemplateLiteral'
      ? (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ')
      : ''

/** The words in a literal, or in what it chooses from or puts together. */
function* literals(node: unknown): Generator<string> {
  if (!isNode(node)) return
  // What is compared is not said.
  if (node.type === 'BinaryExpression' && node.operator !== '+') return
  if (word.test(literal(node))) yield literal(node)
  for (const member of ['expression', 'consequent', 'alternate', 'left', 'right'])
    yield* literals(node[member])
}

function* words(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const each of node) yield* words(each)
  if (!isNode(node)) return
  if (node.type === 'JSXText' && word.test(String(node.value))) yield String(node.value).trim()
  if (node.type === 'JSXAttribute' && spoken.test(String((node.name as Node).name)))
    yield* literals(node.value)
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    for (const child of node.children as Node[])
      if (child.type === 'JSXExpressionContainer') yield* literals(child)
  }
  for (const member of Object.values(node)) if (typeof member === 'object') yield* words(member)
}

const inSource = (source: string) => [...words(parseAst(source, { lang: 'tsx' }))]

test('screens hold no words of their own', () => {
  expect(files.length).toBeGreaterThan(10)
  const found = files.flatMap((file) =>
    inSource(readFileSync(join(src, file), 'utf8')).map((text) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})

test.each([
  ['<p>Hello</p>', ['Hello']],
  ['<p>{"Hello"}</p>', ['Hello']],
  ['<p>{isNew ? "Hello" : t.back}</p>', ['Hello']],
  ['<p>{state === "DRAFT" && <b />}{"Dear " + name}</p>', ['Dear ']],
  ['<p>{state === "open" && "Hello"}</p>', ['Hello']],
  ['<A label="Name" />', ['Name']],
  ['<p>{state === "DRAFT" && ("Not " + "yet")}</p>', ['Not ', 'yet']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source.
  ['<A aria-label={`Delete ${name}`} />', ['Delete  ']],
  ['<A title={t.name} name="title" to="/there">{name} · {t.of(name)} –</A>', []],
])('%s holds %s', (source, expected) => {
  expect(inSource(source)).toEqual(expected)
})

/** The areas of texts, as they are exported, with the names of their texts. */
const areas = globSync('text/*.ts', { cwd: src }).flatMap((file) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/^export const (\w+) = \{\n(.*?)^\}/gms)].map(
    ([, area = '', texts = '']) => ({
      area,
      names: [...texts.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name),
    }),
  ),
)

test('every text is shown somewhere', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: src, exclude: ['text/**'] })
  const code = sources.map((file) => readFileSync(join(src, file), 'utf8')).join('\n')
  const unused = areas.flatMap(({ area, names }) => {
    const aliases = [...code.matchAll(new RegExp(`\\b${area} as (\\w+)`, 'g'))].map(([, alias = '']) => alias)
    const called = `\\b(?:${[area, ...aliases].join('|')})`
    // Some are chosen by a key: `t.revenue[name]`.
    if (new RegExp(`${called}\\[`).test(code)) return []
    return names
      .filter((name) => !new RegExp(`${called}\\.${name}\\b`).test(code))
      .map((name) => `${area}.${name}`)
  })
  expect(areas.flatMap(({ names }) => names).length).toBeGreaterThan(300)
  expect(unused).toEqual([])
})

test('every route takes away of an address what it did not read', () => {
  const sources = globSync('**/routes.ts', { cwd: src }).map((file) => readFileSync(join(src, file), 'utf8'))
  const read = sources.flatMap((source) => source.match(/validateSearch: \w+/g) ?? [])
  expect(read.length).toBeGreaterThan(5)
  expect(read.filter((each) => !each.startsWith('validateSearch: checked'))).toEqual([])
})
