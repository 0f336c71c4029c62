import { alternativesOf, refName, resolve, type Schema } from '@latchkey/contract/openapi-walk'
import { document } from './contract.ts'
import { all, code, paragraphs, subsection, table } from './markdown.ts'
import { constraintsOf, type Direction, schemaLink, typeOf } from './types.ts'

interface Member {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

/** What a schema is in the end, be it named, nullable or a list. */
function objectIn(schema: Schema): { inside: Schema; suffix: string } | null {
  const target = resolve(document, schema)
  if (target.properties) return { inside: target, suffix: '' }
  const [only, ...others] = alternativesOf(target)
  if (only && others.length === 0) return objectIn(only)
  if (!target.items) return null
  const entry = objectIn(target.items)
  return entry && { ...entry, suffix: `[]${entry.suffix}` }
}

/** The members of an object, and of those objects inside it that are not too deep. */
function membersOf(schema: Schema, depth: number, prefix = ''): Member[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const at = `${prefix}${name}`
    const own = { name: at, schema: member, required: required.has(name) }
    const found = depth > 0 ? objectIn(member) : null
    return [own, ...(found ? membersOf(found.inside, depth - 1, `${at}${found.suffix}.`) : [])]
  })
}

/** What is said of a value: its meaning, then its bounds. */
export const explain = (schema: Schema, direction: Direction): string => {
  const named = resolve(document, schema)
  const { description = named.description ?? '' } = schema
  return [description, ...constraintsOf(schema.$ref === undefined ? schema : named, direction)]
    .join(' ')
    .trim()
}

/**
 * The members of a body, as tables: one for an object, one each for the bodies of a union.
 * @param depth how many levels of objects inside are shown in place; deeper ones have their own pages.
 */
export function describeMembers(schema: Schema, direction: Direction, depth = 1): string {
  const target = resolve(document, schema)
  const found = objectIn(target)
  if (found) return memberTable(membersOf(found.inside, depth), direction)
  const alternatives = alternativesOf(target).filter((each) => each.$ref !== undefined)
  if (alternatives.length === 0) return ''
  const names = alternatives.map(({ $ref = '' }) => refName($ref))
  const told = target.discriminator ? `, told apart by ${code(target.discriminator.propertyName)}` : ''
  return paragraphs(
    `One of ${all(names.map(schemaLink), 'or')}${told}.`,
    ...alternatives.map((each, index) =>
      subsection(
        names[index] ?? '',
        resolve(document, each).description,
        describeMembers(each, direction, depth),
      ),
    ),
  )
}

function memberTable(members: readonly Member[], direction: Direction): string {
  if (direction === 'received') {
    return table(
      ['Member', 'Type', 'Required', 'Description'],
      members.map(({ name, schema, required }) => [
        code(name),
        typeOf(schema),
        required ? 'yes' : 'no',
        explain(schema, direction),
      ]),
    )
  }
  return table(
    ['Member', 'Type', 'Description'],
    members.map(({ name, schema, required }) => [
      code(name),
      typeOf(schema),
      `${explain(schema, direction)}${required ? '' : ' May be missing.'}`,
    ]),
  )
}
