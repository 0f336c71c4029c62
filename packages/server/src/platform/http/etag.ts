import { createHash } from 'node:crypto'

/** The states that a change may be made to: `any` when the caller named none, or `*`. */
export type IfMatch = 'any' | readonly string[]

const OPAQUE = String.raw`"[\x21\x23-\x7e\x80-\xff]*"`
const LIST = new RegExp(String.raw`^\s*(?:(?:W/)?${OPAQUE})(?:\s*,\s*(?:W/)?${OPAQUE})*\s*$`)

/** Reads an `If-Match` header (RFC 9110 §13.1.1); `null` when it is malformed. Weak tags never match. */
export function readIfMatch(header: string | undefined): IfMatch | null {
  if (header === undefined || header.trim() === '*') return 'any'
  if (!LIST.test(header)) return null
  return header.match(new RegExp(`(?:W/)?${OPAQUE}`, 'g')) ?? []
}

/** Whether a change that is meant for `ifMatch` may be made to what has this tag. */
export const matches = (ifMatch: IfMatch, etag: string): boolean =>
  ifMatch === 'any' || ifMatch.includes(etag)

/** A strong tag (RFC 9110 §8.8.3) made from everything that a representation says. */
export const contentTag = (representation: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 24)}"`
