import { type Scope, scopeNames } from '@latchkey/contract'

/**
 * The scopes that a list asks for, all of `allowed` when it asks for none in particular. Names that the server does not
 * know, such as `openid`, are left out (RFC 6749 §3.3).
 * @returns `null` when none is left, or one goes beyond `allowed`.
 */
export function readScope(list: string | undefined, allowed: readonly Scope[]): Scope[] | null {
  const asked = list?.split(/\s+/).filter((name) => name !== '') ?? []
  if (asked.length === 0) return [...allowed]
  const known = scopeNames.filter((name) => asked.includes(name))
  return known.length > 0 && known.every((name) => allowed.includes(name)) ? known : null
}
