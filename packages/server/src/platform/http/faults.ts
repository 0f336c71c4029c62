import pg from 'pg'

// PostgreSQL classes 08 (connection), 40 (rolled back, as after a deadlock), 53 (resources), 57P (shutting down), and
// 57014 (statement_timeout).
const UNAVAILABLE_STATES = /^(?:08|40|53|57P|57014)/
const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
// What the disk answers when there is no room, for this process or at all.
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
// pg reports these without a code.
const POOL_MESSAGES =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|is not queryable|Query read timeout|Cannot use a pool after calling end/

/** Thrown when we turn work away ourselves, because too much is waiting. */
export class Unavailable extends Error {}

// The server says these while it goes away, also of what it has committed already.
const GOING_AWAY = /^(?:08|57P)/

/** Whether a statement failed in such a way that nobody knows whether it took effect: its answer never came. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof pg.DatabaseError ? GOING_AWAY.test(error.code ?? '') : isUnavailable(error)
}

/** Whether a fault means that the database is not there right now, or the disk full, so that repeating later can help. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unavailable) return true
  if (error instanceof pg.DatabaseError) return UNAVAILABLE_STATES.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return CONNECTION_ERRORS.has(code) || NO_ROOM.has(code) || POOL_MESSAGES.test(error.message)
}
