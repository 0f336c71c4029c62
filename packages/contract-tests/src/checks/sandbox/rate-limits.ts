import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { Exchange } from '../../exchange.ts'
import { each, sandboxOf, validRequest } from './each.ts'

interface Quota {
  readonly points: number
  readonly seconds: number
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** A quota as the document has it, such as `12/1h`. */
function quotaOf(text: string | undefined): Quota | null {
  const [, points, count, unit] = /^(\d+)\/(\d+)([smhd])$/.exec(text ?? '') ?? []
  return points ? { points: Number(points), seconds: Number(count) * (UNITS[unit ?? ''] ?? 0) } : null
}

/** The entries of `RateLimit` or `RateLimit-Policy`, by what they count by. */
function entriesOf(header: string | undefined): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const entries = [...(header ?? '').matchAll(/"\w+:(\w+)"((?:;\w+=\d+)*)/g)]
  return new Map(
    entries.map(([, name = '', parameters = '']) => [
      name,
      Object.fromEntries(
        [...parameters.matchAll(/;(\w+)=(\d+)/g)].map(([, key, value]) => [key, Number(value)]),
      ),
    ]),
  )
}

/** Whether nothing is left of what is counted by this. */
const hasEnded = ({ answer }: Exchange, name: string) =>
  entriesOf(answer.headers.ratelimit).get(name)?.r === 0

/** What is announced by operation and by answer is the same, and is counted. */
export const rateLimitAnnounced: Check = {
  rules: ['rate-limit-announced'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const limited = context.operations.filter(({ isSafe, object }) => isSafe && object['x-rate-limit'])
    await each(limited, async (operation) => {
      const request = await validRequest(s, operation)
      if (!request) return
      const first = await context.client.send(request)
      const second = await context.client.send(request)
      judge(context, operation, first, second)
    })
  },
}

function judge({ finding }: Context, operation: Operation, first: Exchange, second: Exchange) {
  const announced = operation.object['x-rate-limit'] ?? {}
  const policy = entriesOf(first.answer.headers['ratelimit-policy'])
  const says = (sentence: string) => finding('rate-limit-announced', operation, sentence, [first, second])
  for (const name of new Set([...Object.keys(announced), ...policy.keys()])) {
    const quota = quotaOf(announced[name])
    const { q, w } = policy.get(name) ?? {}
    if (quota?.points !== q || quota?.seconds !== w)
      says(
        `RateLimit-Policy has ${q ?? 'no'} in ${w ?? '?'} s by ${name}; \`x-rate-limit\` has ${announced[name] ?? 'none'}.`,
      )
  }
  const left = entriesOf(second.answer.headers.ratelimit)
  for (const [name, { r = 0, t = 0 }] of entriesOf(first.answer.headers.ratelimit)) {
    const { r: later, t: reset = 0 } = left.get(name) ?? {}
    // A new window begins with the full quota.
    if (later === undefined || (later >= r && r > 0 && reset <= t))
      says(`After another request RateLimit has ${later ?? 'nothing'} left by ${name}, as before.`)
  }
}

/** More than these are not sent to see whether a limit holds. */
const MOST = 2000

/** A limit that nobody else runs into: by an address that is nobody's. */
export const rateLimitEnforced: Check = {
  rules: ['rate-limit-enforced'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const operation = context.operations.find(({ id }) => id === 'forgotPassword')
    const quota = quotaOf(operation?.object['x-rate-limit']?.email)
    if (!operation || !quota || quota.points > MOST) return
    const body = { email: s.nextAddress() }
    const ask = () => context.client.send({ operation, body, takeThrottled: true })
    const says = (sentence: string, exchange: Exchange) =>
      context.finding('rate-limit-enforced', operation, sentence, [exchange])
    const allowed: Exchange[] = []
    await each(Array.from({ length: quota.points }), async () => void allowed.push(await ask()))
    const early = allowed.find(({ answer }) => answer.status === 429)
    // Whoever was here before has used up what their network may do, of which this limit says nothing.
    if (early && hasEnded(early, 'ip')) return
    if (early) says(`It got 429 among the first ${quota.points}, which are allowed.`, early)
    const over = await ask()
    const { status, headers } = over.answer
    const wait = Number(headers['retry-after'])
    if (status !== 429) says(`Request ${quota.points + 1} got ${status} instead of 429.`, over)
    else if (!(wait >= 1 && wait <= quota.seconds))
      says(
        `The 429 has \`Retry-After: ${headers['retry-after'] ?? ''}\`, for a limit of ${quota.seconds} s.`,
        over,
      )
  },
}
