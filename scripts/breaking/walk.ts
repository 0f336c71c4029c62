import type { OpenApi } from './document.ts'
import type { RuleId } from './rules.ts'

/** Where a difference is: the operation, event or named schema, and the place inside of it. */
export interface Place {
  readonly subject: string
  readonly path: string
}

/** One difference. */
export interface Finding extends Place {
  readonly rule: RuleId
  /** What it was, and is. */
  readonly detail: string
}

/** Two values of one place. */
export interface Pair<T> {
  readonly before: T
  readonly after: T
}

/** Two documents while they are compared. */
export interface Walk extends Pair<OpenApi> {
  readonly found: Map<string, Finding>
  /** Pairs of named schemas that were compared, or are being compared: they may lead to themselves. */
  readonly compared: Set<string>
}

export const startWalk = (before: OpenApi, after: OpenApi): Walk => ({
  before,
  after,
  found: new Map(),
  compared: new Set(),
})

/** Adds a difference, once. */
export function report(walk: Walk, rule: RuleId, place: Place, detail = ''): void {
  const finding = { rule, ...place, detail }
  walk.found.set(JSON.stringify([rule, place.subject, place.path, detail]), finding)
}

export const inside = ({ subject, path }: Place, step: string): Place => ({ subject, path: path + step })

/** The names of either, each with what it stands for before and after. */
export function pairs<T>(
  before: Readonly<Record<string, T>> = {},
  after: Readonly<Record<string, T>> = {},
): { name: string; before: T | undefined; after: T | undefined }[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].map((name) => ({ name, before: own(before, name), after: own(after, name) }))
}

const own = <T>(members: Readonly<Record<string, T>>, name: string) =>
  Object.hasOwn(members, name) ? members[name] : undefined

/** `a → b`, shortened. */
export const change = (before: unknown, after: unknown): string => `${short(before)} → ${short(after)}`

const short = (value: unknown) => {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)) ?? 'none'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** What is in the first alone. */
export const minus = (all: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...all].filter((each) => !others.has(each))
