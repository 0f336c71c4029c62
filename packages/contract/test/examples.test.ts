import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { shop } from '../src/example-shop.ts'
import { contract, exampleId, type OperationDefinition, toDecimal, webhookEvents } from '../src/index.ts'
import { completeDocument, exampleOf } from '../src/openapi.ts'
import { type Body, bodiesOf, operationsOf, type Schema } from '../src/openapi-walk.ts'

const { document, withoutExample } = completeDocument()
const operations = new Map<string, OperationDefinition>(
  Object.values(contract).flatMap((area) => Object.entries<OperationDefinition>(area)),
)

interface Example extends Body {
  readonly name: string
  readonly value: unknown
}

const shown = bodiesOf(document)
  .filter(({ status, type }) => (status ?? 200) < 300 && type !== 'text/html')
  .flatMap((body): Example[] => {
    const { operationId, direction, status, media } = body
    const name = `${operationId} ${direction === 'received' ? 'request' : (status ?? 'event')}`
    const values = media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example]
    return values.map((value) => ({ ...body, name, value }))
  })
const examples = shown.filter(({ type }) => type !== 'text/csv')

test('every property of a body has an example, and so every body, CSV too', () => {
  expect(
    [...new Set(withoutExample)].map(
      (at) =>
        `${at} has no example. Give the property one: .openapi({ description: '…', example: … }), with data of shop (packages/contract/src/example-shop.ts). A CSV has csvExample beside csv: true.`,
    ),
  ).toEqual([])
  expect(examples.length).toBeGreaterThan(100)
})

/** The Zod schema that runs. */
function schemaOf({ operationId, direction, status }: Example): z.ZodType | undefined {
  const operation = operations.get(operationId)
  if (!operation) return webhookEvents.find(({ type }) => type === operationId)?.body
  if (direction === 'received') return operation.body ?? operation.form
  const success = operation.success[status as 200]
  return success && 'body' in success ? success.body : undefined
}

test('every example is valid, by the document and by the schemas that run', () => {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true })).addSchema(document, 'openapi')
  const problems = examples.flatMap((example) => {
    const { name, value, media } = example
    const schema = JSON.stringify(media.schema).replaceAll('"#/components/', '"openapi#/components/')
    const validate = ajv.compile(JSON.parse(schema))
    const issues = schemaOf(example)?.safeParse(value).error?.issues ?? []
    return [
      ...(validate(value) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`]),
      ...issues.map(({ path, message }) => `${name}: ${path.join('.')} ${message}`),
    ]
  })
  expect(problems).toEqual([])
})

test('every schema with a name has an example that is valid', () => {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true })).addSchema(document, 'openapi')
  // Errors have their own, by the catalogue.
  const named = Object.entries(document.components?.schemas ?? {}).filter(([name]) => !name.endsWith('Error'))
  const problems = named.flatMap(([name, schema]) => {
    const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` })
    const example = exampleOf(document, schema as Schema)
    return validate(example) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`]
  })
  expect(problems).toEqual([])
})

test('every example of a parameter is valid', () => {
  const problems = operationsOf(document).flatMap(({ operationId, parameters = [] }) => {
    const { params, query } = operations.get(operationId) ?? {}
    return parameters.flatMap(({ name, in: place, example }) => {
      const schema = { path: params, query }[place]?.shape[name] as z.ZodType | undefined
      const issues = schema?.safeParse(example).error?.issues ?? []
      return issues.map(({ message }) => `${operationId} ${place} ${name}: ${message}`)
    })
  })
  expect(problems).toEqual([])
})

/** Every member of an example, however deep, with the object that it is in. */
function members(value: unknown, found: { name: string; value: unknown; of: object }[] = []) {
  if (Array.isArray(value)) for (const entry of value) members(entry, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      found.push({ name, value: member, of: value })
      members(member, found)
    }
  }
  return found
}
const all = shown.flatMap(({ name, value }) =>
  members({ '': value }).map((member) => ({ at: name, ...member })),
)
const parameters = operationsOf(document).flatMap(({ operationId, parameters = [] }) =>
  parameters.map(({ name, example }) => ({ at: operationId, name, value: example, of: {} })),
)
const told = (member: { at: string; name: string; value: unknown }) =>
  `${member.at}: ${member.name} is ${JSON.stringify(member.value)}`
const stray = (belongs: (member: (typeof all)[number]) => boolean) =>
  [...all, ...parameters].filter((member) => !belongs(member)).map(told)

const addresses: string[] = [shop.creator, shop.operator, shop.collaborator, shop.buyer].map(
  ({ email }) => email,
)
const slugs: string[] = [...shop.pages, shop.groupBuy].map(({ slug }) => slug)
const handles: string[] = [shop.handle, shop.newName]
const titles: string[] = [...shop.pages, shop.groupBuy].map(({ title }) => title)

test('examples tell of one shop: its people, handle, pages and group buy', () => {
  expect(
    stray(({ value }) => {
      const found = typeof value === 'string' ? (value.match(/[\w.]+@[\w.]+\w/g) ?? []) : []
      return found.every((address) => [...addresses, shop.supportEmail].includes(address))
    }),
  ).toEqual([])
  expect(
    stray(({ name, value }) => name !== 'handle' || typeof value !== 'string' || handles.includes(value)),
  ).toEqual([])
  expect(
    stray(({ name, value }) => !/slug$/i.test(name) || value === null || slugs.includes(String(value))),
  ).toEqual([])
  expect(stray(({ name, value }) => name !== 'title' || titles.includes(String(value)))).toEqual([])
  expect(all.filter(({ name }) => name === 'handle').length).toBeGreaterThan(30)
})

test('examples link to the shop, its front end, Stripe, storage and programs, and nowhere else', () => {
  const places =
    /^https:\/\/(?:(?:[a-z-]+\.)?latchkey\.example|shop\.example\.com|hooks\.example\.com|client\.example|(?:checkout|connect|payments)\.stripe\.com|demo-files\.s3\.amazonaws\.com)(?:\/|$)|^http:\/\/(?:localhost:5173|127\.0\.0\.1)/
  const strays = stray(
    ({ value }) => typeof value !== 'string' || !/^https?:/.test(value) || places.test(value),
  )
  expect(strays).toEqual([])
})

test('examples have one id for one thing', () => {
  const ids = all.flatMap(({ at, value }) =>
    typeof value === 'string' && /^[a-z]{3,4}_01[a-z0-9]{24}$/.test(value) ? [{ at, value }] : [],
  )
  const known = new Set(
    // The operator has another account than the creator, and what waits is another purchase of another page.
    (['account', 'page', 'purchase'] as const).flatMap((kind) => [exampleId(kind), exampleId(kind, 1)]),
  )
  const kinds = Map.groupBy(new Set(ids.map(({ value }) => value)), (id) => id.split('_')[0])
  const several = [...kinds].filter(([, found]) => found.filter((id) => !known.has(id)).length > 1)
  expect(several).toEqual([])
  expect(kinds.size).toBeGreaterThan(15)
})

test('amounts are the prices of the shop, and what it earned adds up', () => {
  const nothing = { ...shop.sale.price, amount: 0 }
  const prices = [...shop.pages.flatMap(({ price }) => price ?? []), shop.sale.fee, shop.sale.share, nothing]
  const listed = prices.map((price) => JSON.stringify(price))
  const strays = all.filter(
    ({ name, of }) => name === 'amount' && 'currency' in of && !listed.includes(JSON.stringify(of)),
  )
  expect(strays.map(told)).toEqual([])
  expect(all.filter(({ name }) => name === 'amount').length).toBeGreaterThan(30)

  const { price, fee, share } = shop.sale
  expect(price.amount - fee.amount).toBe(share.amount)
  const months = all.flatMap(({ name, of }) => (name === 'gross' ? [of as Record<string, number>] : []))
  expect(months.length).toBeGreaterThan(0)
  for (const { sales = 0, gross = 0, refunds = 0, disputes = 0, fees = 0, net } of months) {
    expect(gross).toBe(sales * price.amount)
    expect(fees).toBe(sales * fee.amount)
    expect(net).toBe(gross - refunds - disputes - fees)
  }
})

test('things happen in order: made, then changed or published, ended last', () => {
  const objects = new Set(all.map(({ of }) => of as Record<string, unknown>))
  const problems = [...objects].flatMap((object) => {
    const times = Object.entries(object).filter(([name, value]) => /At$/.test(name) && value !== null)
    const at = (value: unknown) => Date.parse(String(value))
    const { createdAt, expiresAt } = Object.fromEntries(times)
    return times
      .filter(([name]) => name !== 'createdAt' && name !== 'expiresAt')
      .filter(([, time]) => at(time) < at(createdAt) || at(time) > at(expiresAt))
      .map(([name]) => `${name} of ${JSON.stringify(object)}`)
  })
  expect(problems).toEqual([])
})

test('what was refunded gives no access, and drafts were never published', () => {
  for (const { of } of all.filter(({ name }) => name === 'grantType')) {
    const { grantType, hasAccess, refunded, price } = of as Record<string, unknown>
    const ended = grantType === 'REFUNDED'
    expect({ hasAccess, refunded }).toEqual({ hasAccess: !ended, refunded: ended ? price : null })
  }
  const { value: created } = examples.find(({ name }) => name === 'createPage 201') ?? {}
  expect(created).toMatchObject({ state: 'DRAFT', publishedAt: null })
})

test('an answer says the same as the request that it answers', () => {
  // Single use: the answer has the next.
  const renewed = ['refreshToken']
  const isOfObjects = (value: unknown) => typeof value === 'object' && members({ '': value }).length > 1
  const byOperation = Map.groupBy(examples, ({ operationId }) => operationId)
  const problems = [...byOperation].flatMap(([operationId, bodies]) => {
    const answers = bodies.filter(({ direction }) => direction === 'sent')
    const answered = Map.groupBy(members(answers.map(({ value }) => value)), ({ name }) => name)
    const sent = bodies
      .filter(({ direction }) => direction === 'received')
      .flatMap(({ value }) => Object.entries(value as object))
      .filter(([name]) => !renewed.includes(name) && answered.has(name))
    // Of a union there are several examples, and one of them was sent.
    return [...Map.groupBy(sent, ([name]) => name)]
      .filter(([, ways]) => !ways.some(([, value]) => isOfObjects(value)))
      .filter(([name, ways]) => {
        const values = ways.map(([, value]) => JSON.stringify(value))
        return !answered.get(name)?.some(({ value }) => values.includes(JSON.stringify(value)))
      })
      .map(([name, ways]) => `${operationId} does not answer ${name} as sent, ${JSON.stringify(ways)}`)
  })
  expect(problems).toEqual([])
})

test('the payload of a delivery is the event that it carries', () => {
  const payloads = all.filter(({ name }) => name === 'payload').map(({ value }) => value)
  const events = new Map(
    webhookEvents.map(({ type }) => [
      type as string,
      examples.find(({ operationId }) => operationId === type)?.value,
    ]),
  )
  const deliveries = payloads.filter((payload) => typeof payload === 'string')
  expect(deliveries.length).toBeGreaterThan(0)
  for (const payload of deliveries) {
    const event = JSON.parse(payload)
    expect(event).toEqual(events.get(event.type))
  }
})

test('the lines of a CSV tell of the purchase of its JSON', () => {
  const files = shown.filter(({ type }) => type === 'text/csv')
  expect(files.length).toBeGreaterThan(0)
  const { price } = shop.sale
  for (const { value } of files) {
    const [names = '', values = '', end, ...more] = String(value).split('\r\n')
    expect([end, more]).toEqual(['', []])
    expect(values.split(',').length).toBe(names.split(',').length)
    expect(values.split(',')).toEqual(
      expect.arrayContaining([
        exampleId('purchase'),
        shop.buyer.email,
        toDecimal(price.amount, price.currency),
      ]),
    )
  }
})
