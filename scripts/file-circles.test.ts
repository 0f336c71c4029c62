// Finds files that import each other in a circle, types included: neither can be read, tested or moved by itself.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const cwd = dirname(import.meta.dirname)

/** The files that a file names in its imports and exports. */
function importsOf(file: string): string[] {
  const specifiers = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/g
  const text = readFileSync(join(cwd, file), 'utf8')
  return [...text.matchAll(specifiers)].map(([, to = '']) => normalize(join(dirname(file), to)))
}

/** Groups of more than one node that all lead to each other (Tarjan's strongly connected components). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const index = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const visit = (node: string): number => {
    const own = index.size
    index.set(node, own)
    stack.push(node)
    let low = own
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue
      if (!index.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, lowest.get(next) ?? index.get(next) ?? low)
    }
    lowest.set(node, low)
    if (low === own) {
      const group = stack.splice(stack.indexOf(node))
      if (group.length > 1 || graph.get(node)?.includes(node)) found.push(group.toSorted())
    }
    return low
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node)
  return found
}

test('circles are found', () => {
  const graph = new Map([
    ['a', ['b', 'outside']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
    ['e', ['e']],
    ['f', ['a']],
  ])
  expect(circles(graph)).toEqual([['a', 'b', 'c'], ['e']])
})

test('no files import each other in a circle', () => {
  const files = globSync('packages/*/src/**/*.ts', { cwd })
  expect(files.length).toBeGreaterThan(400)
  const graph = new Map(files.map((file) => [normalize(file), importsOf(file)]))
  expect(circles(graph)).toEqual([])
})
