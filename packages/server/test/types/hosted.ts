// Compiled by the type check of `npm test`, never run: what the definition of a hosted page must not leave out.
import { type HostedHandler, hosted } from '../../src/platform/http/hosted-route.ts'

declare const showThing: HostedHandler<'getPublicPage'>
declare const still: HostedHandler

const sound = {
  method: 'get',
  path: '/things/:thingId',
  hosts: 'handle',
  limits: { ip: '60/1m' },
  countsAs: ['getPublicPage'],
  handler: showThing,
} as const
const { limits: _, ...withoutLimits } = sound
const { countsAs: __, ...withoutCounts } = sound

hosted(sound)
hosted({ ...sound, countsAs: [], handler: still })
// @ts-expect-error no limits
hosted(withoutLimits)
// @ts-expect-error none by address
hosted({ ...sound, limits: {} })
// @ts-expect-error not a quota
hosted({ ...sound, limits: { ip: '60 per minute' } })
// @ts-expect-error nobody says what it is another way to
hosted(withoutCounts)
// @ts-expect-error its handler counts in the throttles of an operation that is not named
hosted({ ...sound, countsAs: [] })
// @ts-expect-error of another one
hosted({ ...sound, countsAs: ['signIn'] })
// @ts-expect-error no such operation
hosted({ ...sound, countsAs: ['getPublicPage', 'getThing'] })
// @ts-expect-error nobody says where it is
hosted({ ...sound, hosts: undefined })
