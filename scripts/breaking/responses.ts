import {
  type ErrorEntry,
  type Header,
  type Operation,
  type Response,
  resolve,
  rest,
  type Schema,
  same,
} from './document.ts'
import { compareSchemas } from './schemas.ts'
import { alternativePairs } from './shapes.ts'
import { change, inside, minus, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

/** Compares two lists of errors as sets. OAuth has codes that come with several statuses. */
function compareErrors(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const [was = [], is = []] = [before['x-errors'], after['x-errors']]
  for (const code of new Set([...was, ...is].map((each) => each.code))) {
    const at = inside(place, ` error ${code}`)
    const retries = (list: ErrorEntry[]) =>
      Object.fromEntries(list.flatMap((each) => (each.code === code ? [[each.status, each.retry]] : [])))
    const [old, now] = [retries(was), retries(is)]
    const [statuses, nowStatuses] = [new Set(Object.keys(old)), new Set(Object.keys(now))]
    const [lost, gained] = [minus(statuses, nowStatuses), minus(nowStatuses, statuses)]
    if (lost.length > 0 && gained.length > 0) {
      report(walk, 'error-code-status-changed', at, change(lost.join(', '), gained.join(', ')))
    } else if (gained.length > 0) report(walk, 'error-code-added', at, gained.join(', '))
    else if (lost.length > 0) report(walk, 'error-code-removed', at, lost.join(', '))
    for (const status of [...statuses].filter((each) => nowStatuses.has(each))) {
      if (old[status] === now[status]) continue
      report(walk, 'error-code-retry-changed', at, change(old[status], now[status]))
    }
  }
}

/** Codes with their statuses that only one of two operations lists: what follows from that is not reported again. */
function listedByOne({ before, after }: Pair<Operation>): ErrorEntry[] {
  const [was = [], is = []] = [before['x-errors'], after['x-errors']]
  const lacks = (list: ErrorEntry[], { code, status }: ErrorEntry) =>
    !list.some((each) => each.code === code && each.status === status)
  return [...was.filter((each) => lacks(is, each)), ...is.filter((each) => lacks(was, each))]
}

const lowercase = (headers: Record<string, Header> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), header]))

function compareHeaders(walk: Walk, { before, after }: Pair<Response>, place: Place): void {
  for (const { name, before: was, after: is } of pairs(lowercase(before.headers), lowercase(after.headers))) {
    const at = inside(place, ` header ${name}`)
    if (was === undefined) report(walk, 'response-header-added', at)
    else if (is === undefined) report(walk, 'response-header-removed', at)
    else {
      const [old, now] = [resolve(walk.before, was), resolve(walk.after, is)]
      if ((old.required === true) !== (now.required === true)) {
        report(walk, now.required ? 'response-header-became-required' : 'response-header-became-optional', at)
      }
      const known = ['$ref', 'required', 'schema']
      if (!same(rest(old, known), rest(now, known))) report(walk, 'response-changed', at)
      compareSchemas(walk, 'output', { before: old.schema ?? {}, after: now.schema ?? {} }, at)
    }
  }
}

/** Bodies of errors, code by code. */
function compareErrorBodies(
  walk: Walk,
  pair: Pair<Schema>,
  changed: ReadonlySet<string>,
  place: Place,
): void {
  for (const { name, before, after } of alternativePairs(walk, pair, 'error')) {
    const at = inside(place, `<${name}>`)
    if (before && after) compareSchemas(walk, 'output', { before, after }, at)
    else if (!changed.has(name)) {
      report(walk, before ? 'output-alternative-removed' : 'output-alternative-added', at)
    }
  }
}

function compareContent(
  walk: Walk,
  { before, after }: Pair<Response>,
  changed: ReadonlySet<string> | null,
  place: Place,
): void {
  for (const { name, before: was, after: is } of pairs(before.content, after.content)) {
    const at = name === 'application/json' ? place : inside(place, ` ${name}`)
    if (was === undefined) report(walk, 'response-media-type-added', at)
    else if (is === undefined) report(walk, 'response-media-type-removed', at)
    else {
      if (!same(rest(was, ['schema']), rest(is, ['schema']))) report(walk, 'response-changed', at)
      const schemas = { before: was.schema ?? {}, after: is.schema ?? {} }
      if (changed === null) compareSchemas(walk, 'output', schemas, at)
      else compareErrorBodies(walk, schemas, changed, at)
    }
  }
}

/** Compares what is answered. */
export function compareResponses(walk: Walk, pair: Pair<Operation>, place: Place): void {
  compareErrors(walk, pair, place)
  const listed = listedByOne(pair)
  for (const { name, before: was, after: is } of pairs(pair.before.responses, pair.after.responses)) {
    const at = inside(place, ` ${name}`)
    const isError = /^[45]/.test(name)
    if (was && is) {
      const responses = { before: resolve(walk.before, was), after: resolve(walk.after, is) }
      compareHeaders(walk, responses, at)
      const known = ['$ref', 'headers', 'content']
      if (!same(rest(responses.before, known), rest(responses.after, known)))
        report(walk, 'response-changed', at)
      const codes = new Set(listed.map(({ code }) => code))
      compareContent(walk, responses, isError ? codes : null, at)
    } else if (!isError) {
      report(walk, was ? 'response-status-removed' : 'response-status-added', at)
    } else if (!listed.some(({ status }) => String(status) === name)) {
      report(walk, was ? 'error-status-removed' : 'error-status-added', at)
    }
  }
}
