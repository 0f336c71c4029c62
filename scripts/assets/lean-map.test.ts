import { SourceMap } from 'node:module'
import { encode } from '@jridgewell/sourcemap-codec'
import { expect, test } from 'vitest'
import { leanMap } from './lean-map.ts'

const whole = {
  version: 3,
  sources: ['packages/own.ts', 'node_modules/other/index.js', 'packages/second.ts'],
  names: ['name'],
  mappings: encode([
    [
      [0, 0, 4, 0, 0],
      [8, 0, 4, 8],
      [16, 0, 5, 2],
    ],
    [
      [0, 1, 70, 0],
      [6, 1, 71, 3],
    ],
    [[2, 2, 9, 1]],
  ]),
}

test('a lean map leads to the same lines of our sources, and nowhere for what others wrote', () => {
  const lean = leanMap(whole, (source) => source.startsWith('packages/'))
  const payload = {
    ...lean,
    sources: [...lean.sources],
    names: [],
    file: '',
    sourceRoot: '',
    sourcesContent: [],
  }
  const map = new SourceMap(payload)
  const at = (line: number, column: number) => {
    const entry = map.findEntry(line, column)
    return 'originalSource' in entry && entry.originalSource
      ? [entry.originalSource, entry.originalLine]
      : null
  }
  expect(at(0, 3)).toEqual(['packages/own.ts', 4])
  expect(at(0, 9)).toEqual(['packages/own.ts', 4])
  expect(at(0, 20)).toEqual(['packages/own.ts', 5])
  expect(at(1, 7)).toBeNull()
  expect(at(2, 4)).toEqual(['packages/second.ts', 9])
})
