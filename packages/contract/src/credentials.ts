import type { Auth, Credential } from './route.ts'

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
