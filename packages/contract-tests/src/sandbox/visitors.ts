import type { Credential } from '../exchange.ts'
import { type Api, succeeded } from './api.ts'
import { type Inbox, magicLinkIn } from './inbox.ts'
import { textAt } from './json.ts'
import { Stuck } from './stuck.ts'

/** A visitor who is signed in. */
export interface Visitor {
  readonly id: string
  readonly email: string
  readonly token: Credential
  readonly cookie: Credential
}

/** Signs a visitor in by the mailed code, for one handle. */
export async function signInByCode(api: Api, inbox: Inbox, email: string, handle: string): Promise<Visitor> {
  const challenge = await api.call('requestMagicLink', { body: { email, handle } })
  const { code } = await inbox.find(email, 'a code', magicLinkIn)
  return await verify(api, { challengeId: textAt(challenge, 'challengeId'), code })
}

/** Signs a visitor in by the mailed link, for all handles. */
export async function signInByLink(api: Api, inbox: Inbox, email: string): Promise<Visitor> {
  return await verify(api, { token: await mailedToken(api, inbox, email) })
}

/** The token in a link that is mailed to somebody; without a handle for all of them. */
export async function mailedToken(api: Api, inbox: Inbox, email: string, handle?: string): Promise<string> {
  await api.call('requestMagicLink', { body: { email, ...(handle !== undefined && { handle }) } })
  return (await inbox.find(email, 'a link', magicLinkIn)).token
}

async function verify(api: Api, proof: object): Promise<Visitor> {
  const exchange = succeeded(await api.send('verifyMagicLink', { body: proof }))
  const { headers, json } = exchange.answer
  // A session for all handles comes as a cookie only, so that no front end of a creator gets it.
  const secret = /_10x_visitor=(vst_[\w-]+)/.exec(headers['set-cookie'] ?? '')?.[1]
  if (!secret) throw new Stuck(exchange, 'Signing in set no cookie of a session.')
  return {
    id: textAt(json, 'visitor', 'id'),
    email: textAt(json, 'visitor', 'email'),
    token: { kind: 'visitorToken', secret },
    cookie: { kind: 'visitorCookie', secret: `_10x_visitor=${secret}` },
  }
}
