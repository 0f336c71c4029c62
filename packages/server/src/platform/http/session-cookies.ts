import type { Deps } from '../deps.ts'
import { DEVICE_COOKIE, setCookie, VISITOR_COOKIE } from './cookies.ts'
import { DEVICE_SECONDS, newDevice } from './device-cookie.ts'
import type { HeaderList } from './respond.ts'

/** A visitor session that has just been opened, as far as its cookie goes. */
export interface NewVisitorSession {
  readonly token: string
  readonly expiresAt: Date
  readonly visitor: { readonly email: string }
}

/** Cookies of a browser in which a visitor has just signed in. */
export function visitorCookies({ config, keys, clock }: Deps, session: NewVisitorSession): HeaderList {
  const seconds = Math.floor((session.expiresAt.getTime() - clock.now().getTime()) / 1000)
  return [
    ['set-cookie', setCookie(config, VISITOR_COOKIE, session.token, seconds)],
    ['set-cookie', setCookie(config, DEVICE_COOKIE, newDevice(keys, session.visitor.email), DEVICE_SECONDS)],
  ]
}
