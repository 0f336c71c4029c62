// Who may call an operation, how often, and what a repeated call does.
import { type OpenApi, type Operation, type SecurityScheme, same } from './document.ts'
import { change, inside, minus, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

const roles = [undefined, 'CREATOR', 'OPERATOR', 'OWNER']

/** Each credential, or set of credentials, that opens an operation; whether none does. */
function credentials({ security = [] }: Operation) {
  const sets = security.map((each) => Object.keys(each).toSorted().join(' + '))
  return {
    named: new Set(sets.filter((each) => each !== '')),
    isOpen: sets.length === 0 || sets.includes(''),
  }
}

function compareCredentials(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const [was, is] = [credentials(before), credentials(after)]
  if (was.isOpen !== is.isOpen)
    report(walk, is.isOpen ? 'credential-not-required' : 'credential-required', place)
  // Where nothing was or is asked for, the one finding says it all; but not of a credential that could be sent.
  const opensAll = ({ isOpen, named }: typeof was) => isOpen && named.size === 0
  if (was.isOpen || !opensAll(is)) {
    for (const name of minus(was.named, is.named)) report(walk, 'credential-removed', place, name)
  }
  if (is.isOpen || !opensAll(was)) {
    for (const name of minus(is.named, was.named)) report(walk, 'credential-added', place, name)
  }
}

function compareScopes(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const named = ({ security = [], 'x-scope': scope }: Operation) => [
    security.flatMap((each) => Object.values(each).flat()),
    scope === undefined ? [] : [scope],
  ]
  const [was, is] = [new Set(named(before).flat()), new Set(named(after).flat())]
  const [lost, gained] = [minus(was, is), minus(is, was)]
  const detail = change([...was].join(' '), [...is].join(' '))
  if (lost.length > 0 && gained.length > 0) report(walk, 'scope-changed', place, detail)
  else if (gained.length > 0) report(walk, 'scope-required', place, detail)
  else if (lost.length > 0) report(walk, 'scope-not-required', place, detail)
  else if (!same(named(before), named(after))) report(walk, 'scope-changed', place, 'named elsewhere')
}

function compareRoles(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const [was, is] = [before['x-required-role'], after['x-required-role']]
  if (was === is) return
  // A role that is not known here is taken for the highest.
  const rank = (role: string | undefined) => (roles.indexOf(role) + roles.length + 1) % (roles.length + 1)
  report(walk, rank(is) > rank(was) ? 'role-raised' : 'role-lowered', place, change(was, is))
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `12/1h`: how many at once, and how many a second in the long run. */
function allowance(limit: string) {
  const [, count = '', length = '', unit = ''] = /^(\d+)\/(\d+)([smhd])$/.exec(limit) ?? []
  const seconds = Number(length) * (unitSeconds[unit] ?? Number.NaN)
  if (!(seconds > 0)) throw new Error(`x-rate-limit is not understood: ${limit}`)
  return { burst: Number(count), rate: Number(count) / seconds }
}

function compareLimits(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  for (const { name, before: was, after: is } of pairs(before['x-rate-limit'], after['x-rate-limit'])) {
    if (was === is) continue
    const all = { burst: Infinity, rate: Infinity }
    const [old, now] = [was === undefined ? all : allowance(was), is === undefined ? all : allowance(is)]
    const isTighter = now.burst < old.burst || now.rate < old.rate
    const at = inside(place, ` by ${name}`)
    report(walk, isTighter ? 'rate-limit-tightened' : 'rate-limit-loosened', at, change(was, is))
  }
}

const promises = [undefined, 'resumable', 'transaction']

function compareIdempotency(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const [was, is] = [before['x-idempotency'], after['x-idempotency']]
  if (was === is) return
  const detail = change(was, is)
  if (was === undefined) report(walk, 'idempotency-added', place, detail)
  else if (is === undefined) report(walk, 'idempotency-removed', place, detail)
  else {
    const isStronger = promises.indexOf(is) > promises.indexOf(was)
    report(walk, isStronger ? 'idempotency-strengthened' : 'idempotency-weakened', place, detail)
  }
}

export function compareAccess(walk: Walk, pair: Pair<Operation>, place: Place): void {
  compareCredentials(walk, pair, place)
  compareScopes(walk, pair, place)
  compareRoles(walk, pair, place)
  compareLimits(walk, pair, place)
  compareIdempotency(walk, pair, place)
}

function scopesOf({ flows = {} }: SecurityScheme): Set<string> {
  return new Set(Object.values(flows).flatMap(({ scopes = {} }) => Object.keys(scopes)))
}

/** All but the prose and the names of scopes. */
const wayOf = ({ description: _, flows = {}, ...scheme }: SecurityScheme) => ({
  ...scheme,
  flows: Object.fromEntries(Object.entries(flows).map(([name, { scopes: __, ...flow }]) => [name, flow])),
})

/** Compares how credentials are sent and obtained. */
export function compareSecuritySchemes(walk: Walk): void {
  const schemes = ({ components }: OpenApi) => components?.securitySchemes
  for (const { name, before, after } of pairs(schemes(walk.before), schemes(walk.after))) {
    const place = { subject: name, path: '' }
    if (before === undefined || after === undefined) {
      report(walk, before ? 'security-scheme-removed' : 'security-scheme-added', place)
      continue
    }
    if (!same(wayOf(before), wayOf(after))) report(walk, 'security-scheme-changed', place)
    for (const scope of minus(scopesOf(before), scopesOf(after))) {
      report(walk, 'oauth-scope-removed', place, scope)
    }
    for (const scope of minus(scopesOf(after), scopesOf(before))) {
      report(walk, 'oauth-scope-added', place, scope)
    }
  }
}
