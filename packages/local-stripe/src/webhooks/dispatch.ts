import { newId } from '../world/ids.ts'
import { schedule, type World } from '../world/world.ts'

/** How late `webhook-late` is, in milliseconds. */
const webhookLateness = 30_000

/** Plans the deliveries of a finished change, bent by the webhook faults. */
export function dispatch(world: World): void {
  const batch = world.outbox.splice(0)
  if (batch.some(({ fault }) => fault === 'webhook-reordered')) batch.reverse()
  for (const { event, fault } of batch) {
    const endpoints = world.endpoints.filter(
      ({ connect, enabledEvents, status }) =>
        status === 'enabled' &&
        connect === (event.account !== undefined) &&
        enabledEvents.some((type) => type === '*' || type === event.type),
    )
    event.pending_webhooks = endpoints.length
    const times = fault === 'webhook-twice' ? 2 : 1
    for (const endpoint of endpoints) {
      for (let copy = 0; copy < times; copy += 1) {
        const id = newId('whd')
        const lost = fault === 'webhook-never'
        world.state.deliveries[id] = {
          id,
          event: event.id,
          endpoint: endpoint.key,
          attempts: 0,
          state: lost ? 'lost' : 'pending',
          lastStatus: null,
        }
        if (!lost) schedule(world, fault === 'webhook-late' ? webhookLateness : 0, { kind: 'deliver', id })
      }
    }
  }
}
