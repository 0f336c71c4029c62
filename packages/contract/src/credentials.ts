import type { Auth } from './route.ts'

/** Ways to prove who is calling, by the names of their security schemes. */
export type Credential =
  | 'visitorCookie'
  | 'visitorToken'
  | 'accessToken'
  | 'oauth'
  | 'personalToken'
  | 'personalTokenHeader'

/**
 * What each kind of caller is known by; of several that are sent, the first counts. Guards read what this names, and
 * the document lists it.
 */
export const credentialsOf: Readonly<Record<Auth['subject'], readonly Credential[]>> = {
  anyone: [],
  visitor: ['visitorToken', 'visitorCookie'],
  account: ['accessToken'],
  platform_operator: ['accessToken'],
  token: ['oauth', 'personalToken', 'personalTokenHeader'],
}
