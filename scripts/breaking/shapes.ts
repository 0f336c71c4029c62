// What a schema amounts to, however it is written.
import { canonical, type OpenApi, refName, resolve, type Schema } from './document.ts'
import { type Pair, pairs, type Walk } from './walk.ts'

const isNull = ({ type }: Schema) => type === 'null'

/** A schema with what it refers to, and what its `allOf` adds up to. */
export function plain(document: OpenApi, schema: Schema): Schema {
  const { allOf = [], ...own } = resolve(document, schema)
  const parts = [own, ...allOf.map((each) => plain(document, each))]
  if (parts.length === 1) return own
  const properties = Object.assign({}, ...parts.map((part) => part.properties))
  return Object.assign({}, ...parts, { properties, required: parts.flatMap(({ required = [] }) => required) })
}

/** The shapes that a schema allows, but for `null`. */
export function alternatives(document: OpenApi, schema: Schema): Schema[] {
  const { oneOf, anyOf } = plain(document, schema)
  const branches = oneOf ?? anyOf
  if (branches === undefined) return [schema]
  return branches
    .filter((branch) => !isNull(resolve(document, branch)))
    .flatMap((branch) => (branch.$ref === undefined ? alternatives(document, branch) : [branch]))
}

/** Whether it allows `null`; a schema that names no type allows anything. */
export function allowsNull(document: OpenApi, schema: Schema): boolean | null {
  const { oneOf, anyOf, type } = plain(document, schema)
  if (type !== undefined) return [type].flat().includes('null')
  const branches = oneOf ?? anyOf
  return branches ? branches.some((branch) => allowsNull(document, branch) === true) : null
}

/** By what the alternatives of two unions are told to be the same: their discriminator, their name, or their type. */
function keyed(document: OpenApi, branches: readonly Schema[], discriminator: string | undefined) {
  const found: Record<string, Schema> = {}
  for (const branch of branches) {
    const { properties = {}, type } = plain(document, branch)
    const mark = discriminator === undefined ? undefined : properties[discriminator]
    const told = mark && plain(document, mark)
    const values = told && ('const' in told ? [told.const] : told.enum)
    const name =
      values?.length === 1 ? String(values[0]) : branch.$ref ? refName(branch.$ref) : canonical(type)
    let key = name
    for (let count = 2; key in found; count++) key = `${name} ${count}`
    found[key] = branch
  }
  return found
}

/** The alternatives of two schemas, side by side. */
export function alternativePairs(walk: Walk, { before, after }: Pair<Schema>, discriminator?: string) {
  const own = [plain(walk.before, before), plain(walk.after, after)].map(
    (each) => each.discriminator?.propertyName,
  )
  const name = discriminator ?? own[0] ?? own[1]
  return pairs(
    keyed(walk.before, alternatives(walk.before, before), name),
    keyed(walk.after, alternatives(walk.after, after), name),
  )
}
