import { missing } from '../api/errors.ts'
import { bool, list, text } from '../api/parameters.ts'
import { listRoute, route } from '../api/route.ts'
import type { StripeEvent } from '../world/objects.ts'
import { find, now, type World } from '../world/world.ts'

/** Events can be fetched for 30 days. [docs: Events] */
const retention = 30 * 24 * 3600

/** `checkout.session.completed`, or `checkout.*` for all that begin so. */
function matchesType(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}

function recent(world: World): Record<string, StripeEvent> {
  const oldest = now(world) / 1000 - retention
  return Object.fromEntries(Object.entries(world.state.events).filter(([, event]) => event.created >= oldest))
}

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/v1/events/:id',
    answers: 'event',
    parameters: {},
    handle: (world, { path: { id = '' }, owner }) =>
      find(world, recent(world), owner, id) ?? missing('event', id, 'id'),
  }),
  listRoute(
    '/v1/events',
    'event',
    recent,
    { delivery_success: bool, type: text(), types: list(text(), 20) },
    (params) => (event) => {
      const wanted = params.types ?? (params.type === undefined ? null : [params.type])
      return (
        (wanted?.some((pattern) => matchesType(pattern, event.type)) ?? true) &&
        (params.delivery_success === undefined || params.delivery_success === (event.pending_webhooks === 0))
      )
    },
  ),
]
