import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { listDeliveries, replayDelivery } from './deliveries.ts'
import { createEndpoint, deleteEndpoint, listEndpoints } from './endpoints.ts'

export const webhookHandlers: Handlers<typeof contract.webhooks> = {
  async listWebhookEndpoints({ deps, caller, query }) {
    return { status: 200, body: await listEndpoints(deps, caller.handleId, query) }
  },

  async createWebhookEndpoint(call) {
    const created = await createEndpoint(call.deps, call.caller, call.body)
    return isFailure(created) ? created : { status: 201, body: created }
  },

  async deleteWebhookEndpoint(call) {
    const failure = await deleteEndpoint(call.deps, call.caller, call.params.webhookEndpointId)
    return failure ?? { status: 204, empty: true }
  },

  async listWebhookDeliveries({ deps, caller, params, query }) {
    const page = await listDeliveries(deps, caller.handleId, params.webhookEndpointId, query)
    return isFailure(page) ? page : { status: 200, body: page }
  },

  async replayWebhookDelivery(call) {
    const delivery = await replayDelivery(call.deps, call.caller, call.params)
    return isFailure(delivery) ? delivery : { status: 202, body: delivery }
  },
}
