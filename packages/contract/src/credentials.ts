import type { Auth } from './route.ts'

/** Ways to prove who is calling, by the names of their security schemes. */
export type Credential =
  | 'visitorCookie'
  | 'visitorToken'
  | 'accessToken'
  | 'oauth'
  | 'personalToken'
  | 'personalTokenHeader'

/** What each kind of caller is known by. The guard reads nothing else of a request, and the document names the same. */
export const credentialsOf: Readonly<Record<Auth['subject'], readonly Credential[]>> = {
  anyone: [],
  visitor: ['visitorCookie', 'visitorToken'],
  account: ['accessToken'],
  operator: ['accessToken'],
  token: ['oauth', 'personalToken', 'personalTokenHeader'],
}
