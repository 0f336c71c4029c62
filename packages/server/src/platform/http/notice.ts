import type { Config } from '../config.ts'
import { clearCookie, NOTICE_COOKIE, setCookie } from './cookies.ts'
import type { RequestFacts } from './request.ts'
import type { HeaderList } from './respond.ts'

/** Seconds within which the next page must be asked for. */
const NOTICE_SECONDS = 60

/** What a page says once after the step that led to it. The cookie proves nothing: it only picks the words. */
export type Notice = 'signed-out' | 'signed-out-everywhere' | `paid.${string}`

/** Leaves word for the next page. */
export const leaveNotice = (config: Config, notice: Notice): HeaderList[number] => [
  'set-cookie',
  setCookie(config, NOTICE_COOKIE, notice, NOTICE_SECONDS),
]

/** Whether one of these was left, and what has it not said again. */
export function takeNotice<N extends Notice>(
  { config }: { config: Config },
  request: RequestFacts,
  known: readonly N[],
): { notice: N | null; headers: HeaderList } {
  const left = request.cookie(NOTICE_COOKIE)
  const notice = known.find((candidate) => candidate === left) ?? null
  return { notice, headers: notice ? [['set-cookie', clearCookie(config, NOTICE_COOKIE)]] : [] }
}
