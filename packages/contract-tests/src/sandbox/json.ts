/** The member of a JSON value at a path; `undefined` where there is none. */
export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const name of path) found = (found as Record<string | number, unknown> | null | undefined)?.[name]
  return found
}

/** The text at a path; empty where there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = member(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = member(value, ...path)
  return Array.isArray(found) ? found : []
}
