// What the reference says is what the contract says: all of it, with the contract's own examples.
import { execFileSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import {
  declaredErrors,
  type ErrorCode,
  errorAnswers,
  errorBody,
  errorCatalogue,
  errorEntry,
  exampleDocUrl,
  type OAuthErrorCode,
  oauthErrorCatalogue,
  oauthErrorEntry,
  parseQuota,
  webhookEventTypes,
} from '@latchkey/contract'
import { bodiesOf, eventsOf, operationsOf, resolve } from '@latchkey/contract/openapi-walk'
import { expect, test } from 'vitest'
import { document, operationPath, operations, schemas } from '../src/reference/contract.ts'
import { literal, shellQuoted } from '../src/reference/literal.ts'
import { exampleIn, sentExample } from '../src/reference/samples.ts'
import { DOCS_ORIGIN } from '../src/site/origins.ts'
import { allPages } from '../src/site/pages.ts'

const pages = new Map(allPages().map((page) => [page.id, page]))
const bodyOf = (id: string): string => pages.get(id)?.body ?? ''
/** Names lead to their pages. */
const unlinked = (text: string) => text.replaceAll(/\[(`[^`]+`)\]\([^)]*\)/g, '$1')
const pathOf = (url: string) => url.replace(`${DOCS_ORIGIN}/`, '')
/** As the text stands in a table. */
const inTable = (text: string) => text.replaceAll('|', '\\|')

test('everything that has a name has one page, where its links lead', () => {
  const tags = document.tags?.map(({ externalDocs }) => pathOf(externalDocs?.url ?? '')) ?? []
  const linked = [...operationsOf(document), ...eventsOf(document)].map(({ externalDocs }) =>
    pathOf(externalDocs?.url ?? ''),
  )
  const documented = Object.keys(errorCatalogue).map((code) => pathOf(exampleDocUrl(code as ErrorCode)))
  const named = [
    ...operations.map((each) => operationPath(each).slice(1)),
    ...Object.keys(schemas).map((name) => `reference/schemas/${name}`),
    ...webhookEventTypes.map((type) => `reference/events/${type}`),
    ...Object.keys(errorCatalogue).map((code) => `errors/${code}`),
    ...Object.keys(oauthErrorCatalogue).map((code) => `errors/oauth/${code}`),
  ]
  expect([...tags, ...linked, ...documented, ...named].filter((id) => !pages.has(id))).toEqual([])
  expect(linked.length).toBe(operations.length + webhookEventTypes.length)
  expect(pages.size).toBe(allPages().length)
})

test.each(operations)('the page of $id says all that the contract does', ({ id, area, definition }) => {
  const body = unlinked(bodyOf(`reference/${area}/${id}`))
  const { parameters = [], requestBody } = operationsOf(document).find((each) => each.operationId === id) ?? {
    responses: {},
  }
  const expected = [
    `\`${id}\``,
    `\`${definition.method.toUpperCase()} ${definition.path}\``,
    definition.description,
    ...parameters.map(({ name }) => `\`${name}\``),
    ...Object.values(definition.success).map(({ description }) => description),
    ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
      Object.keys(resolve(document, schema).properties ?? {}).map((name) => `\`${name}\``),
    ),
    ...errorAnswers(definition).flatMap(({ code, status }) => {
      const { cause, cure } = definition.oauthErrors
        ? oauthErrorEntry(code as OAuthErrorCode)
        : errorEntry(code as ErrorCode)
      return [`| \`${code}\`<br>${status} |`, inTable(cause), inTable(cure)]
    }),
    ...Object.values(definition.limits ?? {}).map(
      (quota) => `${parseQuota(quota)?.points.toLocaleString('en')} in `,
    ),
    ...(definition.auth.role ? [`\`${definition.auth.role}\``] : []),
    ...(definition.auth.subject === 'token' ? [`\`${definition.auth.scope}\``] : []),
    ...(definition.ifMatch ? ['`If-Match`'] : []),
    ...(definition.idempotency ? [`(\`${definition.idempotency}\`)`] : []),
  ]
  expect(expected.filter((text) => !body.includes(text))).toEqual([])
})

test('the page of an error says why, what to do, and which operations answer it', () => {
  const problems = (Object.keys(errorCatalogue) as ErrorCode[]).flatMap((code) => {
    const page = bodyOf(`errors/${code}`)
    const body = `${page}${unlinked(page)}`
    const { cause, cure } = errorEntry(code)
    const answering = operations.filter(
      ({ definition }) => !definition.oauthErrors && declaredErrors(definition).includes(code),
    )
    const links = body.includes('Every operation') ? [] : answering.map((each) => `](${operationPath(each)})`)
    return [cause, cure, ...links].filter((text) => !body.includes(text)).map((text) => `${code}: ${text}`)
  })
  expect(problems).toEqual([])
})

test('the example of an error is a body of it', () => {
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
    const [shown = ''] = blocksIn(bodyOf(`errors/${code}`), 'json')
    expect(errorBody([code]).safeParse(JSON.parse(shown)).error, code).toBeUndefined()
  }
})

const fenced = /^```(\w*)\n(.*?)^```$/gms
const blocksIn = (body: string, language: string) =>
  [...body.matchAll(fenced)].flatMap(([, found, text = '']) => (found === language ? [text] : []))

test('every example of an operation and an event is one of the document', () => {
  const byOperation = Map.groupBy(bodiesOf(document), ({ operationId }) => operationId)
  const problems = [...byOperation].flatMap(([id, bodies]) => {
    const known = bodies
      .flatMap(({ media }) => [
        exampleIn(media),
        ...Object.values(media.examples ?? {}).map(({ value }) => value),
      ])
      .map((value) => JSON.stringify(value))
    const page =
      [...pages.keys()].find((each) => each.startsWith('reference/') && each.endsWith(`/${id}`)) ?? ''
    const shown = blocksIn(bodyOf(page), 'json')
    return shown
      .filter((text) => !known.includes(JSON.stringify(JSON.parse(text))))
      .map((text) => `${page}: ${text}`)
  })
  expect(problems).toEqual([])
})

/** What a shell makes of a text in single quotes. */
const unquoted = (text: string) => text.replaceAll(`'\\''`, "'")

test('what curl sends is an example of the operation, and valid', () => {
  let bodies = 0
  for (const { id, area, definition } of operations) {
    const [command = ''] = blocksIn(bodyOf(`reference/${area}/${id}`), 'sh')
    expect(command).toMatch(/^curl -i?sS/)
    const [, data] = /-d '(.*)'\n$/s.exec(command) ?? []
    const fields = [...command.matchAll(/--data-urlencode '((?:[^']|'\\'')*)'/g)].map(([, field = '']) => {
      const [name = '', ...value] = unquoted(field).split('=')
      return [name, value.join('=')] as const
    })
    const schema = definition.body ?? definition.form
    const sent =
      data !== undefined
        ? JSON.parse(unquoted(data))
        : fields.length > 0
          ? Object.fromEntries(fields)
          : undefined
    if (sent === undefined) {
      expect(schema, id).toBeUndefined()
      continue
    }
    bodies += 1
    if (data !== undefined) expect(sent).toEqual(sentExample(id))
    if (schema) expect(schema.safeParse(sent).error, id).toBeUndefined()
  }
  expect(bodies).toBeGreaterThan(40)
})

test('a quoted text is one word of a shell, whatever is in it', () => {
  for (const text of ["it's", `"$HOME" \\ \`id\``, 'a\nb', "''"]) {
    const read = execFileSync('sh', ['-c', `printf %s ${shellQuoted(text)}`], { encoding: 'utf8' })
    expect(read).toBe(text)
  }
})

test('a literal of TypeScript is the value that it stands for', () => {
  const examples = bodiesOf(document).map(({ media }) => exampleIn(media))
  for (const value of [...examples, "it's", 'a "quote"', `'"`, 'back\\slash', ['\n', {}], [], null]) {
    const read: unknown = runInNewContext(`(${literal(value)})`)
    expect(JSON.stringify(read)).toBe(JSON.stringify(value))
  }
})

test('no cell of a table breaks its row', () => {
  const problems = [...pages.values()].flatMap(({ id, body, source }) => {
    if (source !== undefined) return []
    const rows = body.replaceAll(fenced, '').split('\n')
    return rows.flatMap((row, index) => {
      const above = rows[index - 1] ?? ''
      if (!row.startsWith('| ') || !above.startsWith('| ')) return []
      const cells = (text: string) => text.replaceAll('\\|', '').split('|').length
      return cells(row) === cells(above) ? [] : [`${id}: ${row}`]
    })
  })
  expect(problems).toEqual([])
})

test('links within the reference lead to pages that are there', () => {
  const guides = /^\/(?:start|guides|sell|operate|help)\//
  const problems = [...pages.values()].flatMap(({ id, body, source }) =>
    source !== undefined
      ? []
      : [...body.matchAll(/\]\((\/[^)#]*)/g)]
          .map(([, path = '']) => path)
          .filter((path) => !guides.test(path) && !pages.has(path.slice(1)) && path !== '/')
          .map((path) => `${id}: ${path}`),
  )
  expect(problems).toEqual([])
})
