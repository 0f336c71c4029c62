// Keywords of a schema that hold one value each.
import { canonical, rest, type Schema, same } from './document.ts'
import type { RuleId } from './rules.ts'
import { change, inside, minus, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

/** Values that callers send, or values that are sent to them: what is safe for one breaks the other. */
export type Direction = 'input' | 'output'

const bounds = [
  {
    keyword: 'maxLength',
    upper: true,
    tighter: 'input-max-length-lowered',
    looser: 'input-max-length-raised',
  },
  {
    keyword: 'minLength',
    upper: false,
    tighter: 'input-min-length-raised',
    looser: 'input-min-length-lowered',
  },
  { keyword: 'maximum', upper: true, tighter: 'input-maximum-lowered', looser: 'input-maximum-raised' },
  { keyword: 'minimum', upper: false, tighter: 'input-minimum-raised', looser: 'input-minimum-lowered' },
  { keyword: 'maxItems', upper: true, tighter: 'input-max-items-lowered', looser: 'input-max-items-raised' },
  { keyword: 'minItems', upper: false, tighter: 'input-min-items-raised', looser: 'input-min-items-lowered' },
] as const satisfies { keyword: string; upper: boolean; tighter: RuleId; looser: RuleId }[]

/** Those that are compared by themselves, here or in schemas.ts. */
const known = [
  ...['$ref', 'type', 'const', 'enum', 'x-extensible-enum', 'oneOf', 'anyOf', 'allOf', 'discriminator'],
  ...[
    'properties',
    'required',
    'additionalProperties',
    'items',
    'pattern',
    'format',
    'default',
    'deprecated',
  ],
  ...['x-rules', ...bounds.map(({ keyword }) => keyword)],
]

function compareBounds(
  walk: Walk,
  direction: Direction,
  { before, after }: Pair<Schema>,
  place: Place,
): void {
  for (const { keyword, upper, tighter, looser } of bounds) {
    const limit = (schema: Schema) => {
      const value = schema[keyword]
      return typeof value === 'number' ? value : upper ? Infinity : -Infinity
    }
    const [was, is] = [limit(before), limit(after)]
    if (was === is) continue
    const isTighter = upper ? is < was : is > was
    const output = isTighter ? 'output-bound-tightened' : 'output-bound-loosened'
    const rule = direction === 'output' ? output : isTighter ? tighter : looser
    report(walk, rule, inside(place, ` ${keyword}`), change(before[keyword], after[keyword]))
  }
}

/** Reports one keyword as added, removed or changed. */
function compareOne(
  walk: Walk,
  kind: `${Direction}-${'pattern' | 'format' | 'constraint'}`,
  { before, after }: Pair<unknown>,
  place: Place,
): void {
  if (same(before, after)) return
  const how = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  report(walk, `${kind}-${how}`, place, change(before, after))
}

/** The values that a schema lists, but for `null`. */
function valuesOf(schema: Schema): Set<string> | null {
  const listed = 'const' in schema ? [schema.const] : schema.enum
  return listed ? new Set(listed.filter((value) => value !== null).map(canonical)) : null
}

function compareEnums(walk: Walk, direction: Direction, { before, after }: Pair<Schema>, place: Place): void {
  const [was, is] = [valuesOf(before), valuesOf(after)]
  if (was === null || is === null) {
    if (was !== is) report(walk, `${direction}-enum-${was === null ? 'added' : 'removed'}`, place)
    return
  }
  const isOpen = (schema: Schema) => schema['x-extensible-enum'] === true
  if (direction === 'output' && isOpen(before) !== isOpen(after)) {
    report(walk, isOpen(after) ? 'output-enum-opened' : 'output-enum-closed', place)
  }
  const lost = minus(was, is)
  const gained = minus(is, was)
  if (lost.length === 0 && gained.length === 0) return
  const detail = [...lost.map((value) => `- ${value}`), ...gained.map((value) => `+ ${value}`)].join(', ')
  if (direction === 'output' && isOpen(before)) {
    if (gained.length > 0) report(walk, 'output-open-enum-widened', place, detail)
    if (lost.length > 0) report(walk, 'output-enum-narrowed', place, detail)
    return
  }
  const how = lost.length === 0 ? 'widened' : gained.length === 0 ? 'narrowed' : 'changed'
  report(walk, `${direction}-enum-${how}`, place, detail)
}

/** Compares all but type, members, items and alternatives. */
export function compareKeywords(walk: Walk, direction: Direction, pair: Pair<Schema>, place: Place): void {
  const { before, after } = pair
  compareEnums(walk, direction, pair, place)
  compareBounds(walk, direction, pair, place)
  for (const keyword of ['pattern', 'format'] as const) {
    compareOne(walk, `${direction}-${keyword}`, { before: before[keyword], after: after[keyword] }, place)
  }
  if (direction === 'input' && !same(before.default, after.default)) {
    report(walk, 'input-default-changed', place, change(before.default, after.default))
  }
  if ((before.deprecated === true) !== (after.deprecated === true)) {
    report(walk, after.deprecated === true ? 'member-deprecated' : 'member-undeprecated', place)
  }
  const others = direction === 'input' ? known : known.filter((keyword) => keyword !== 'default')
  for (const { name, before: was, after: is } of pairs(rest(before, others), rest(after, others))) {
    compareOne(walk, `${direction}-constraint`, { before: was, after: is }, inside(place, ` ${name}`))
  }
}
