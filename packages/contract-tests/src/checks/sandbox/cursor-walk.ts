import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Exchange, RequestSpec } from '../../exchange.ts'
import { listAt, textAt } from '../../sandbox/json.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { newPage } from '../../sandbox/shop.ts'
import { each, sandboxOf, validRequest } from './each.ts'

const RULE = 'cursor-walk'
/** How many pages of a list are walked at most. */
const PAGES = 60

/** Lists tell everything once, however little is taken at a time. */
export const cursorWalk: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const lists = context.operations.filter(
      ({ parameters, object }) =>
        ['limit', 'cursor'].every((name) => parameters.some((one) => one.name === name)) &&
        // What the queues of the platform hold changes whenever somebody else does something.
        object['x-audience'] !== 'operator',
    )
    await each(lists, async (operation) => {
      const request = await validRequest(s, operation)
      if (!request) return
      // Made now, and not while others walk.
      if (/ListPages$|^listPages$/.test(operation.id)) await walkWhileAdding(context, s, operation, request)
      else await walkTwice(context, operation, request)
    })
  },
}

const keyOf = (item: unknown): string =>
  ['id', 'visitorId', 'groupBuyId', 'handle', 'slug'].map((name) => textAt(item, name)).find(Boolean) ??
  JSON.stringify(item)

interface Walk {
  readonly keys: readonly string[]
  readonly exchanges: readonly Exchange[]
}

/** All pages of a list; `between` is done after each. */
async function walk(
  { client }: Context,
  request: RequestSpec,
  limit: number,
  between: () => Promise<unknown> = async () => {},
): Promise<Walk> {
  const keys: string[] = []
  const exchanges: Exchange[] = []
  let cursor = ''
  do {
    const query = { ...request.query, limit: String(limit), ...(cursor && { cursor }) }
    const page = await client.send({ ...request, query })
    exchanges.push(page)
    keys.push(...listAt(page.answer.json, 'items').map(keyOf))
    cursor = textAt(page.answer.json, 'nextCursor')
    if (cursor) await between()
  } while (cursor && exchanges.length < PAGES)
  return { keys, exchanges }
}

/** In large steps and in small ones it is the same list. */
async function walkTwice(context: Context, operation: Operation, request: RequestSpec) {
  const whole = await walk(context, request, 100)
  if (whole.keys.length < 2) return
  const steps = await walk(context, request, Math.ceil(whole.keys.length / 4))
  compare(context, operation, whole.keys, steps)
}

/** What was there before the walk is seen once, also while more is added. */
async function walkWhileAdding(context: Context, s: Sandbox, operation: Operation, request: RequestSpec) {
  for (let count = 0; count < 3; count += 1) await newPage(s)
  const whole = await walk(context, request, 100)
  const steps = await walk(context, request, Math.ceil(whole.keys.length / 4), () => newPage(s))
  compare(context, operation, whole.keys, steps)
}

function compare(
  { finding }: Context,
  operation: Operation,
  before: readonly string[],
  { keys, exchanges }: Walk,
) {
  const seen = new Map<string, number>()
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  const repeated = [...seen.values()].filter((times) => times > 1).length
  const lost = before.filter((key) => !seen.has(key)).length
  if (repeated > 0) finding(RULE, operation, `Following nextCursor showed items more than once.`, exchanges)
  if (lost > 0) finding(RULE, operation, `Following nextCursor left items out.`, exchanges)
}
