import { canonical, refName, rest, type Schema } from './document.ts'
import { compareEnforcedRules } from './enforced-rules.ts'
import { compareKeywords, type Direction } from './keywords.ts'
import { allowsNull, alternativePairs, alternatives, plain } from './shapes.ts'
import { change, inside, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

/** Types that a schema names, but for `null`; `null` if it names none. */
const typesOf = ({ type }: Schema) =>
  type === undefined ? null : [type].flat().filter((name) => name !== 'null')

const accepts = (types: readonly string[] | null, type: string) =>
  types === null || types.includes(type) || (type === 'integer' && types.includes('number'))

/** @returns whether nothing else is worth comparing: all that could be said of one is of no use for the other. */
function compareTypes(
  walk: Walk,
  direction: Direction,
  { before, after }: Pair<Schema>,
  place: Place,
): boolean {
  const [was, is] = [typesOf(before), typesOf(after)]
  const lost = was === null ? is !== null : was.some((type) => !accepts(is, type))
  const gained = is === null ? was !== null : is.some((type) => !accepts(was, type))
  if (!lost && !gained) return false
  const how = lost && gained ? 'changed' : lost ? 'narrowed' : 'widened'
  report(walk, `${direction}-type-${how}`, place, change(before.type, after.type))
  return lost && gained
}

function compareMembers(
  walk: Walk,
  direction: Direction,
  { before, after }: Pair<Schema>,
  place: Place,
): void {
  const members = ({ properties, required = [] }: Schema) => ({
    ...Object.fromEntries(required.map((name): [string, Schema] => [name, {}])),
    ...properties,
  })
  const requires = (schema: Schema, name: string) => schema.required?.includes(name) === true
  for (const { name, before: was, after: is } of pairs(members(before), members(after))) {
    const at = inside(place, `.${name}`)
    const required = requires(after, name)
    if (was === undefined) {
      report(
        walk,
        direction === 'input' && required ? 'input-member-required-added' : `${direction}-member-added`,
        at,
      )
    } else if (is === undefined) {
      report(walk, `${direction}-member-removed`, at)
    } else {
      if (requires(before, name) !== required) {
        report(walk, `${direction}-member-became-${required ? 'required' : 'optional'}`, at)
      }
      compareSchemas(walk, direction, { before: was, after: is }, at)
    }
  }
}

/** What members of other names may hold: nothing, something, or anything. */
function others({ additionalProperties = true }: Schema): Schema | 'closed' | 'open' {
  if (additionalProperties === false) return 'closed'
  return additionalProperties === true || canonical(additionalProperties) === '{}'
    ? 'open'
    : additionalProperties
}

function compareOthers(
  walk: Walk,
  direction: Direction,
  { before, after }: Pair<Schema>,
  place: Place,
): void {
  const [was, is] = [others(before), others(after)]
  if (was === is) return
  if (typeof was === 'object' && typeof is === 'object') {
    compareSchemas(walk, direction, { before: was, after: is }, inside(place, '.*'))
    return
  }
  const closes = is === 'closed' || was === 'open'
  if (direction === 'input') report(walk, closes ? 'input-members-closed' : 'input-members-opened', place)
  else if (typeof was === 'object' || typeof is === 'object') {
    report(walk, 'output-constraint-changed', inside(place, '.*'), change(was, is))
  } else report(walk, closes ? 'output-members-closed' : 'output-members-opened', place)
}

function compareItems(walk: Walk, direction: Direction, { before, after }: Pair<Schema>, place: Place): void {
  const at = inside(place, '[]')
  if (before.items && after.items) {
    compareSchemas(walk, direction, { before: before.items, after: after.items }, at)
  } else if (before.items || after.items) {
    report(walk, `${direction}-constraint-${after.items ? 'added' : 'removed'}`, at)
  }
}

/** Compares what stands in a schema besides its alternatives. */
function compareOwn(walk: Walk, direction: Direction, pair: Pair<Schema>, place: Place): void {
  if (compareTypes(walk, direction, pair, place)) return
  compareKeywords(walk, direction, pair, place)
  compareMembers(walk, direction, pair, place)
  compareOthers(walk, direction, pair, place)
  compareItems(walk, direction, pair, place)
  compareEnforcedRules(walk, pair, place)
}

function compareUnions(
  walk: Walk,
  direction: Direction,
  pair: Pair<Schema>,
  own: Pair<Schema>,
  place: Place,
): void {
  const named = [own.before, own.after].map(({ discriminator }) => discriminator?.propertyName)
  if (own.before.oneOf && own.after.oneOf && named[0] !== named[1]) {
    report(
      walk,
      `${direction}-constraint-changed`,
      inside(place, ' discriminator'),
      change(named[0], named[1]),
    )
  }
  for (const { name, before, after } of alternativePairs(walk, pair)) {
    const at = inside(place, `<${name}>`)
    if (before && after) compareSchemas(walk, direction, { before, after }, at)
    else report(walk, `${direction}-alternative-${before ? 'removed' : 'added'}`, at)
  }
}

const withoutAlternatives = ({ oneOf: _, anyOf: __, discriminator: ___, ...own }: Schema): Schema => own

/** Compares two schemas of one place. */
export function compareSchemas(walk: Walk, direction: Direction, pair: Pair<Schema>, place: Place): void {
  const was = allowsNull(walk.before, pair.before)
  const allowed = allowsNull(walk.after, pair.after)
  if (was !== null && allowed !== null && was !== allowed) {
    if (direction === 'input') report(walk, allowed ? 'input-null-accepted' : 'input-null-refused', place)
    else report(walk, allowed ? 'output-null-added' : 'output-null-removed', place)
  }
  compareShapes(walk, direction, pair, place)
}

/** The same but for `null`. Named schemas are compared once for each direction, under their own name. */
function compareShapes(walk: Walk, direction: Direction, pair: Pair<Schema>, place: Place): void {
  let at = place
  if (pair.before.$ref !== undefined && pair.after.$ref !== undefined) {
    const key = canonical([direction, rest(pair.before), rest(pair.after)])
    if (walk.compared.has(key)) return
    walk.compared.add(key)
    if (pair.before.$ref === pair.after.$ref) at = { subject: refName(pair.after.$ref), path: '' }
  }
  const own = { before: plain(walk.before, pair.before), after: plain(walk.after, pair.after) }
  const [wasUnion, isUnion] = [own.before, own.after].map(
    ({ oneOf, anyOf }) => (oneOf ?? anyOf) !== undefined,
  )
  if (!wasUnion && !isUnion) {
    compareOwn(walk, direction, own, at)
    return
  }
  // `X` and `X | null` differ in the null alone.
  const [was, ...more] = alternatives(walk.before, pair.before)
  const [is, ...others] = alternatives(walk.after, pair.after)
  if (was && is && more.length + others.length === 0) {
    compareShapes(walk, direction, { before: was, after: is }, at)
  } else {
    compareUnions(walk, direction, pair, own, at)
  }
  if (wasUnion && isUnion) {
    const beside = { before: withoutAlternatives(own.before), after: withoutAlternatives(own.after) }
    compareOwn(walk, direction, beside, at)
  }
}
