// Compiled by the type check of `npm test`, never run: what the definition of an operation must not say. Each case
// differs from `sound` in one place only.
import { z } from '@hono/zod-openapi'
import { forTokens } from '../../src/automation.ts'
import { defineOperations } from '../../src/route.ts'

const sound = {
  method: 'post',
  path: '/v2/things/{thingId}',
  summary: 'Make a thing',
  description: 'For the type tests.',
  auth: { subject: 'account', role: 'OWNER' },
  params: z.object({ thingId: z.string() }),
  notFound: 'page_not_found',
  success: { 200: { description: 'The thing.', body: z.object({ name: z.string() }) } },
  errors: ['page_not_found'],
  limits: { account: '60/1m' },
} as const

defineOperations({ makeThing: sound })
// @ts-expect-error no such code
defineOperations({ makeThing: { ...sound, errors: ['page_lost'] } })
// @ts-expect-error no such member: the limit would never be counted
defineOperations({ makeThing: { ...sound, limit: { ip: '60/1m' } } })
// @ts-expect-error no such dimension, even beside one that there is
defineOperations({ makeThing: { ...sound, limits: { account: '60/1m', adress: '60/1m' } } })
// @ts-expect-error not a quota
defineOperations({ makeThing: { ...sound, limits: { account: '60 per minute' } } })
// @ts-expect-error no such member: the role would never be asked for
defineOperations({ makeThing: { ...sound, auth: { subject: 'account', rol: 'OWNER' } } })
// @ts-expect-error visitors have no roles
defineOperations({ makeThing: { ...sound, auth: { subject: 'visitor', role: 'OWNER' } } })
// @ts-expect-error no such role
defineOperations({ makeThing: { ...sound, auth: { subject: 'account', role: 'ADMIN' } } })
// @ts-expect-error nobody says who may call it
defineOperations({ makeThing: { ...sound, auth: undefined } })
// @ts-expect-error a status that is no success
defineOperations({ makeThing: { ...sound, success: { 404: { description: 'No.', empty: true } } } })
// @ts-expect-error this code needs details, which a path that fits nothing has not
defineOperations({ makeThing: { ...sound, notFound: 'invalid_request' } })
// @ts-expect-error a path begins with a slash
defineOperations({ makeThing: { ...sound, path: 'v2/things' } })

const forCreators = { ...sound, auth: { subject: 'account', role: 'CREATOR' } } as const
forTokens(forCreators, '/v2/public/things/{thingId}', 'pages.read')
// @ts-expect-error a scope covers what every role may do, and no more
forTokens(sound, '/v2/public/things/{thingId}', 'pages.read')
// @ts-expect-error no such scope
forTokens(forCreators, '/v2/public/things/{thingId}', 'pages.delete')
