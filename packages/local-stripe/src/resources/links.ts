import { isRefusal, refuse } from '../api/errors.ts'
import { needed, oneOf, text, webAddress } from '../api/parameters.ts'
import { route } from '../api/route.ts'
import { randomText } from '../world/ids.ts'
import type { Link } from '../world/state.ts'
import { entryOf, now, seconds, type World } from '../world/world.ts'
import { connectedAccount } from './accounts.ts'

/** Links work for five minutes, once. [types: AccountLink] */
const linkLife = 5 * 60

function newLink(world: World, link: Omit<Link, 'used' | 'visit' | 'expiresAt'>): string {
  const token = randomText(24)
  world.state.links[token] = {
    ...link,
    used: false,
    visit: randomText(24),
    expiresAt: seconds(world) + linkLife,
  }
  return token
}

/** Opens a link: whoever comes first gets its visit, everybody later nothing. */
export function openLink(world: World, token: string, kind: Link['kind']): Link | null {
  const link = entryOf(world.state.links, token)
  if (link === undefined || link.kind !== kind || link.used || link.expiresAt * 1000 <= now(world))
    return null
  link.used = true
  return link
}

const accountLinkShape = {
  account: needed(text()),
  collect: oneOf('currently_due', 'eventually_due'),
  refresh_url: needed(webAddress),
  return_url: needed(webAddress),
  type: needed(oneOf('account_onboarding', 'account_update')),
}

/** The link of a form that its one visitor sends. */
export function visitedLink(world: World, token: string, visit: string): Link | null {
  const link = entryOf(world.state.links, token)
  return link?.used && link.visit === visit ? link : null
}

export const linkRoutes = [
  route({
    method: 'POST',
    path: '/v1/account_links',
    answers: 'account_link',
    parameters: accountLinkShape,
    handle(world, { params }) {
      const account = connectedAccount(world, params.account)
      if (isRefusal(account)) return account
      if (params.type === 'account_update' && account.controller?.requirement_collection !== 'application') {
        return refuse(
          undefined,
          'You cannot create `account_update` type Account Links for this account.',
          'type',
        )
      }
      const token = newLink(world, {
        account: account.id,
        kind: 'onboarding',
        returnUrl: params.return_url,
        refreshUrl: params.refresh_url,
      })
      return {
        object: 'account_link',
        created: seconds(world),
        expires_at: seconds(world) + linkLife,
        url: `${world.url}/setup/e/${account.id}/${token}`,
      }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/accounts/:id/login_links',
    answers: 'login_link',
    parameters: {},
    handle(world, { path: { id = '' } }) {
      const account = connectedAccount(world, id)
      if (isRefusal(account)) return account
      if (account.controller?.stripe_dashboard?.type !== 'express') {
        return refuse(undefined, `Cannot create a login link for an account that is not an Express account.`)
      }
      if (!account.details_submitted) {
        return refuse(
          undefined,
          'Cannot create a login link for an account that has not completed onboarding.',
        )
      }
      const token = newLink(world, { account: id, kind: 'express', returnUrl: null, refreshUrl: null })
      return { object: 'login_link', created: seconds(world), url: `${world.url}/express/${id}/${token}` }
    },
  }),
]
