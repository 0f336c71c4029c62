import { type Body, type OpenApi, type Operation, type Parameter, resolve, rest, same } from './document.ts'
import { compareEnforcedRules } from './enforced-rules.ts'
import { compareSchemas } from './schemas.ts'
import { change, inside, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

/** Members of a parameter that are compared by themselves. */
const known = ['name', 'in', 'required', 'schema', 'deprecated']

/** By where and under which name they are sent. */
export const parametersOf = (document: OpenApi, { parameters = [] }: Operation): Record<string, Parameter> =>
  Object.fromEntries(
    parameters
      .map((each) => resolve(document, each))
      .map((each) => [`${each.in} ${each.in === 'header' ? each.name.toLowerCase() : each.name}`, each]),
  )

function compareParameters(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const all = pairs(parametersOf(walk.before, before), parametersOf(walk.after, after))
  for (const { name, before: was, after: is } of all) {
    const at = inside(place, ` ${name}`)
    if (was === undefined) report(walk, is?.required ? 'parameter-required-added' : 'parameter-added', at)
    else if (is === undefined) report(walk, 'parameter-removed', at)
    else {
      if ((was.required === true) !== (is.required === true)) {
        report(walk, is.required ? 'parameter-became-required' : 'parameter-became-optional', at)
      }
      if ((was.deprecated === true) !== (is.deprecated === true)) {
        report(walk, is.deprecated ? 'member-deprecated' : 'member-undeprecated', at)
      }
      if (!same(rest(was, known), rest(is, known))) report(walk, 'serialization-changed', at)
      compareSchemas(walk, 'input', { before: was.schema ?? {}, after: is.schema ?? {} }, at)
    }
  }
}

function compareContent(walk: Walk, { before, after }: Pair<Body>, place: Place): void {
  for (const { name, before: was, after: is } of pairs(before.content, after.content)) {
    const at = inside(place, name === 'application/json' ? ' body' : ` body ${name}`)
    if (was === undefined) report(walk, 'body-media-type-added', at)
    else if (is === undefined) report(walk, 'body-media-type-removed', at)
    else {
      if (!same(rest(was, ['schema']), rest(is, ['schema']))) report(walk, 'serialization-changed', at)
      compareSchemas(walk, 'input', { before: was.schema ?? {}, after: is.schema ?? {} }, at)
    }
  }
}

function compareBodies(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const at = inside(place, ' body')
  const was = before.requestBody && resolve(walk.before, before.requestBody)
  const is = after.requestBody && resolve(walk.after, after.requestBody)
  if (was === undefined && is === undefined) return
  if (was === undefined) report(walk, is?.required ? 'body-required-added' : 'body-added', at)
  else if (is === undefined) report(walk, 'body-removed', at)
  else {
    if ((was.required === true) !== (is.required === true)) {
      report(
        walk,
        is.required ? 'body-became-required' : 'body-became-optional',
        at,
        change(was.required, is.required),
      )
    }
    compareContent(walk, { before: was, after: is }, place)
  }
}

/** Compares what callers send. */
export function compareRequests(walk: Walk, pair: Pair<Operation>, place: Place): void {
  compareParameters(walk, pair, place)
  compareBodies(walk, pair, place)
  compareEnforcedRules(walk, pair, place)
}
