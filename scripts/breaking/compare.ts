// What changed from one OpenAPI document to another, for those who wrote against the first.
import { compareAccess, compareSecuritySchemes } from './access.ts'
import { type OpenApi, type Operation, rest, same } from './document.ts'
import { compareEvents } from './events.ts'
import { compareRequests } from './requests.ts'
import { compareResponses } from './responses.ts'
import {
  change,
  type Finding,
  inside,
  type Pair,
  type Place,
  pairs,
  report,
  startWalk,
  type Walk,
} from './walk.ts'

interface Found {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

function operationsOf({ paths = {} }: OpenApi): Found[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      methods.includes(method) ? { method, path, operation } : [],
    ),
  )
}

/** What stands beside the operations of paths; the contract says all of it in the operations. */
const besideOperations = ({ paths = {} }: OpenApi) =>
  Object.entries(paths).flatMap(([path, item]) => {
    const members = rest(item, methods)
    return Object.keys(members).length > 0 ? [{ path, members }] : []
  })

const routeOf = ({ method, path }: Found) => `${method} ${path}`

/** Operations that are the same by their id, or else by their route. */
function matched(before: readonly Found[], after: readonly Found[]) {
  const byId = new Map(after.map((each) => [each.operation.operationId, each]))
  const byRoute = new Map(after.map((each) => [routeOf(each), each]))
  const ids = new Set(before.map(({ operation }) => operation.operationId))
  const both = before.map((was) => {
    const atRoute = byRoute.get(routeOf(was))
    const renamed = atRoute && !ids.has(atRoute.operation.operationId) ? atRoute : undefined
    return { was, is: byId.get(was.operation.operationId) ?? renamed }
  })
  const known = new Set(both.map(({ is }) => is))
  return { both, added: after.filter((each) => !known.has(each)) }
}

const known = [
  ...['operationId', 'tags', 'deprecated', 'security', 'parameters', 'requestBody', 'responses'],
  ...['x-audience', 'x-errors', 'x-idempotency', 'x-rate-limit', 'x-required-role', 'x-rules', 'x-scope'],
]

function compareIdentity(walk: Walk, { before, after }: Pair<Found>, place: Place): void {
  const [was, is] = [before.operation, after.operation]
  if (was.operationId !== is.operationId) {
    report(walk, 'operation-renamed', place, change(was.operationId, is.operationId))
  }
  if (before.path !== after.path)
    report(walk, 'operation-path-changed', place, change(before.path, after.path))
  if (before.method !== after.method) {
    report(walk, 'operation-method-changed', place, change(before.method, after.method))
  }
  if (!same(was.tags, is.tags)) report(walk, 'operation-moved', place, change(was.tags, is.tags))
  if ((was.deprecated === true) !== (is.deprecated === true)) {
    const says = /\bdeprecated\b/i.test(is.description ?? '')
    const rule = says ? 'operation-deprecated' : 'operation-deprecated-without-notice'
    report(walk, is.deprecated ? rule : 'operation-undeprecated', place)
  }
  if (was['x-audience'] !== is['x-audience']) {
    report(walk, 'operation-audience-changed', place, change(was['x-audience'], is['x-audience']))
  }
  for (const { name, before: old, after: now } of pairs(rest(was, known), rest(is, known))) {
    if (!same(old, now)) report(walk, 'operation-changed', inside(place, ` ${name}`), change(old, now))
  }
}

function compareOperations(walk: Walk): void {
  const { both, added } = matched(operationsOf(walk.before), operationsOf(walk.after))
  for (const { was, is } of both) {
    const place = { subject: (is ?? was).operation.operationId, path: '' }
    if (is === undefined) {
      report(walk, 'operation-removed', place, routeOf(was))
      continue
    }
    compareIdentity(walk, { before: was, after: is }, place)
    const pair = { before: was.operation, after: is.operation }
    compareAccess(walk, pair, place)
    compareRequests(walk, pair, place)
    compareResponses(walk, pair, place)
  }
  for (const each of added) {
    report(walk, 'operation-added', { subject: each.operation.operationId, path: '' }, routeOf(each))
  }
}

/** Names of schemas, which are types of the SDK; but for unions of errors, which are named after what they list. */
function compareNames(walk: Walk): void {
  const names = ({ components }: OpenApi) =>
    Object.fromEntries(
      Object.entries(components?.schemas ?? {}).filter(
        ([, { discriminator }]) => discriminator?.propertyName !== 'error',
      ),
    )
  for (const { name, before, after } of pairs(names(walk.before), names(walk.after))) {
    if (before && after) continue
    report(walk, before ? 'schema-name-removed' : 'schema-name-added', { subject: name, path: '' })
  }
}

function compareRest(walk: Walk): void {
  if (!same(besideOperations(walk.before), besideOperations(walk.after))) {
    report(walk, 'document-changed', { subject: 'paths', path: '' })
  }
  const compared = ['info', 'tags', 'paths', 'webhooks', 'components']
  for (const { name, before, after } of pairs(rest(walk.before, compared), rest(walk.after, compared))) {
    if (!same(before, after))
      report(walk, 'document-changed', { subject: name, path: '' }, change(before, after))
  }
}

/** Every difference between two documents that a program could depend on. */
export function compareDocuments(before: OpenApi, after: OpenApi): Finding[] {
  const walk = startWalk(before, after)
  compareRest(walk)
  compareOperations(walk)
  compareEvents(walk)
  compareSecuritySchemes(walk)
  compareNames(walk)
  return [...walk.found.values()]
}
