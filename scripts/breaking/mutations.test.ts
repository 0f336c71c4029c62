// Changes the true document in one place, and sees whether that is found.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patience, runs } from '../../packages/server/test/runs.ts'
import { compareDocuments } from './compare.ts'
import type { OpenApi } from './document.ts'
import { type Change, changed, changesOf, parts } from './fixtures/mutations.ts'

const document: OpenApi = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8'),
)
const all = parts(document)

/** A change to an operation or event, and what is found of it, there and back. */
const property = (isProse: boolean, holds: (rules: string[], change: Change) => void) =>
  fc.property(fc.nat(), fc.nat(), (part, place) => {
    const before = all[part % all.length] ?? {}
    const changes = changesOf(before).filter((change) => change.isProse === isProse)
    const change = changes[place % changes.length]
    if (change === undefined) return
    const after = changed(before, change)
    for (const found of [compareDocuments(before, after), compareDocuments(after, before)]) {
      holds(
        found.map(({ rule }) => rule),
        change,
      )
    }
  })

test('the document does not differ from itself', () => {
  expect(compareDocuments(document, structuredClone(document))).toEqual([])
})

test(
  'any one change that a program could notice is found',
  () => {
    const found = property(false, (rules, change) => expect(rules, JSON.stringify(change)).not.toEqual([]))
    fc.assert(found, runs({ short: 60, long: 20_000 }))
  },
  patience(120_000),
)

test(
  'any one change of prose or examples is not',
  () => {
    const found = property(true, (rules, change) => expect(rules, JSON.stringify(change)).toEqual([]))
    fc.assert(found, runs({ short: 25, long: 5_000 }))
  },
  patience(120_000),
)
