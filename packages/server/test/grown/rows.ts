import { createHash } from 'node:crypto'
import type { Cell } from './copy.ts'

// Rows by their number, the same on every run. What is 0 is the one that has much: handle 0 has a tenth of everything,
// page 0 half of that, and visitor 0 more than people come to have, but no more when the tables are ten times as big.

/** Rows of a table in which there is one for each thing that happens; and of one in which a creator has a few. */
const ROWS = { many: 30_000, few: 1_000 }
/** What one visitor, one account or one handle has of what there are limits for. */
export const SOME = 40

/** The time at which all of it has happened; tests' clocks begin then. */
export const END = Date.parse('2030-01-01T12:00:00Z')
const DAY = 86_400_000
/** Days over which it happened. */
const DAYS = 180

/** Where all numbers of one size come from. */
export class Sizes {
  readonly scale: number
  readonly many: number
  readonly few: number

  /** `scale` times as many rows as there are at 1×. */
  constructor(scale: number, { many, few } = ROWS) {
    this.scale = scale
    this.many = many * scale
    this.few = few * scale
  }

  /** When the n-th of many happened: evenly, in the order of numbers. */
  at = (n: number, plusDays = 0): Date => new Date(END - DAYS * DAY * (1 - n / this.many) + plusDays * DAY)

  handle = (n: number): number => (n % 10 === 0 ? 0 : 1 + ((n * 7) % (this.few - 1)))

  /** Of many things of visitors; visitor 0 has some of them, all at handle 0. */
  visitor = (n: number): number => (isHot(n) ? 0 : 1 + ((n * 7919) % (this.many - 1)))

  /** The page of the n-th purchase: pages whose number ends in 0 are those of handle 0. */
  page = (n: number): number => {
    if (isHot(n)) return n
    if (n % 20 === 0) return 0
    const ten = 10 * ((n * 31) % (this.many / 10))
    return n % 10 === 0 ? ten : ten + 1 + (n % 9)
  }
}

/** Whether the n-th of many is one of visitor 0. */
export const isHot = (n: number): boolean => n % 10 === 0 && n < SOME * 10

export const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`
export const emailOf = (n: number): string => `visitor-${n}@example.com`
export const slugOf = (n: number): string => (n === 0 ? 'hot' : `p${n}`)
export const hash = (kind: string, n: number): Buffer =>
  createHash('sha256')
    .update(n === 0 ? 'hot' : `${kind} ${n}`)
    .digest()

/** Rows of a table: how many of which, and what is in the n-th; `null` where there is none of that number. */
export interface Rows {
  readonly columns: readonly string[]
  readonly count: (sizes: Sizes) => number
  readonly row: (n: number, sizes: Sizes) => readonly Cell[] | null
}

export const many = (columns: string, row: Rows['row']): Rows => ({
  columns: columns.split(' '),
  count: (sizes) => sizes.many,
  row,
})
export const few = (columns: string, row: Rows['row']): Rows => ({
  columns: columns.split(' '),
  count: (sizes) => sizes.few,
  row,
})
