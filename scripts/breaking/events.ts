import { type OpenApi, type Operation, resolve, rest, same } from './document.ts'
import { parametersOf } from './requests.ts'
import { compareSchemas } from './schemas.ts'
import { inside, type Pair, type Place, pairs, report, type Walk } from './walk.ts'

function compareEvent(walk: Walk, { before, after }: Pair<Operation>, place: Place): void {
  const known = ['parameters', 'requestBody']
  if (!same(rest(before, known), rest(after, known))) report(walk, 'event-changed', place)
  const headers = pairs(parametersOf(walk.before, before), parametersOf(walk.after, after))
  for (const { name, before: was, after: is } of headers) {
    const at = inside(place, ` ${name}`)
    if (was && is) {
      if (!same(rest(was, ['schema']), rest(is, ['schema']))) report(walk, 'event-changed', at)
      compareSchemas(walk, 'output', { before: was.schema ?? {}, after: is.schema ?? {} }, at)
    } else report(walk, was ? 'event-header-removed' : 'event-header-added', at)
  }
  const was = resolve(walk.before, before.requestBody ?? {})
  const is = resolve(walk.after, after.requestBody ?? {})
  if ((was.required === true) !== (is.required === true))
    report(walk, 'event-changed', inside(place, ' body'))
  for (const { name, before: old, after: now } of pairs(was.content, is.content)) {
    if (old && now)
      compareSchemas(walk, 'output', { before: old.schema ?? {}, after: now.schema ?? {} }, place)
    else report(walk, 'event-changed', inside(place, ` ${name}`))
  }
}

const eventsOf = ({ webhooks = {} }: OpenApi) =>
  Object.fromEntries(
    Object.entries(webhooks).flatMap(([type, item]) =>
      Object.values(item).map((operation): [string, Operation] => [type, operation]),
    ),
  )

/** Compares what is sent to endpoints of others. */
export function compareEvents(walk: Walk): void {
  for (const { name, before, after } of pairs(eventsOf(walk.before), eventsOf(walk.after))) {
    const place = { subject: name, path: '' }
    if (before && after) compareEvent(walk, { before, after }, place)
    else report(walk, before ? 'event-removed' : 'event-added', place)
  }
}
