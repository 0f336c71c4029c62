import { createHash } from 'node:crypto'
import { missing } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import { route } from '../api/route.ts'
import type { WebhookEndpoint } from '../world/objects.ts'
import type { Endpoint, World } from '../world/world.ts'

/**
 * The endpoint as the API shows it: without its secret; one for Connect names the associated application.
 * [types: WebhookEndpoint]
 */
function shown(world: World, endpoint: Endpoint): WebhookEndpoint {
  const { key, url, connect, apiVersion, enabledEvents, status } = endpoint
  return {
    id: `we_1${createHash('sha256').update(key).digest('hex').slice(0, 23)}`,
    object: 'webhook_endpoint',
    api_version: apiVersion,
    application: connect ? `ca_${world.state.platform.slice('acct_'.length)}` : null,
    created: world.startedAt,
    description: null,
    enabled_events: enabledEvents,
    livemode: false,
    metadata: {},
    status,
    url,
  }
}

/** The platform's own; made by `addWebhookEndpoint`, not by the API. */
function endpointsOf(world: World, owner: string): WebhookEndpoint[] {
  if (owner !== world.state.platform) return []
  return world.endpoints.map((endpoint) => shown(world, endpoint)).toReversed()
}

export const webhookEndpointRoutes = [
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    answers: 'list:webhook_endpoint',
    parameters: pageParameters,
    handle: (world, { params, owner }) => pageOf(endpointsOf(world, owner), params, '/v1/webhook_endpoints'),
  }),
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    answers: 'webhook_endpoint',
    parameters: {},
    handle: (world, { path: { id = '' }, owner }) =>
      endpointsOf(world, owner).find((endpoint) => endpoint.id === id) ??
      missing('webhook endpoint', id, 'id'),
  }),
]
