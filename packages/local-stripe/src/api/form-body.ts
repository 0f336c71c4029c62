/** A parsed parameter before it is typed. */
export type Raw = string | Raw[] | { [name: string]: Raw }

/** Deep nesting is refused, so that a request cannot exhaust the stack. */
const deepest = 10

/**
 * Parses `a[b][0][c]=1&expand[]=x` into nested values, as Stripe reads form bodies and query strings.
 * @returns null when the text is not such a form (a name used both as value and as hash, broken brackets).
 */
export function parseForm(text: string): { [name: string]: Raw } | null {
  const root: Branch = new Map()
  for (const [name, value] of new URLSearchParams(text)) {
    const path = keysOf(name)
    if (path === null || path.length > deepest || !put(root, path, value)) return null
  }
  const parsed = settle(root)
  return typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : {}
}

type Branch = Map<string, Branch | string>

function keysOf(name: string): string[] | null {
  const head = /^[^[\]]+/.exec(name)?.[0]
  if (head === undefined) return null
  const rest = name.slice(head.length)
  if (!/^(\[[^[\]]*\])*$/.test(rest)) return null
  return [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? '')]
}

function put(root: Branch, path: string[], value: string): boolean {
  let branch = root
  for (const [depth, key] of path.entries()) {
    const name = key === '' ? String(branch.size) : key
    const last = depth === path.length - 1
    const found = branch.get(name)
    if (last) {
      if (found instanceof Map) return false
      branch.set(name, value)
      return true
    }
    if (typeof found === 'string') return false
    const next: Branch = found ?? new Map()
    branch.set(name, next)
    branch = next
  }
  return true
}

function settle(node: Branch | string): Raw {
  if (typeof node === 'string') return node
  const names = [...node.keys()]
  const isList = names.length > 0 && names.every((name, position) => name === String(position))
  if (isList) return [...node.values()].map(settle)
  return Object.fromEntries([...node].map(([name, child]) => [name, settle(child)]))
}
