/** What a throttle counts by. */
export type LimitDimension = 'ip' | 'email' | 'account' | 'challenge' | 'token'

/** Requests per window, e.g. `12/1h`; units are `s`, `m`, `h` and `d`. */
export type Quota = `${number}/${number}${'s' | 'm' | 'h' | 'd'}`

/** Throttles of one operation; each dimension has a bucket of its own. */
export type Limits = Readonly<Partial<Record<LimitDimension, Quota>>>

/**
 * What one address may ask of an operation that says nothing else. Wide enough for an office behind one address: it is
 * there for callers that no narrower limit knows, such as those without a valid token.
 */
const BY_ADDRESS: Quota = '3000/1m'

/** The throttles of an operation; there is no operation without one by address. */
export const withAddressLimit = (limits: Limits = {}): Limits & { readonly ip: Quota } => ({
  ip: BY_ADDRESS,
  ...limits,
})

/** Throttles of reads and writes of the control plane that have no reason to differ. */
export const controlReads = { account: '600/1m' } as const satisfies Limits
export const controlWrites = { account: '120/1m' } as const satisfies Limits

const secondsPer = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Reads a quota; `null` when the text is none. */
export function parseQuota(quota: string): { points: number; seconds: number } | null {
  const match = /^([1-9]\d{0,6})\/([1-9]\d{0,3})([smhd])$/.exec(quota)
  if (!match) return null
  const [, points, count, unit] = match
  return { points: Number(points), seconds: Number(count) * secondsPer[unit as keyof typeof secondsPer] }
}
