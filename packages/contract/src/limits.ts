/** What a throttle counts by. */
export type LimitDimension = 'ip' | 'email' | 'account' | 'challenge' | 'token'

/** Requests per window, e.g. `12/1h`; units are `s`, `m`, `h` and `d`. */
export type Quota = `${number}/${number}${'s' | 'm' | 'h' | 'd'}`

/** What a deployment sets itself: whether it throttles, and quotas by operation, for all dimensions or for some. */
export interface LimitsSetting {
  readonly enabled: boolean
  readonly overrides: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The quota that holds: the deployment's own for the operation, else the one that is declared. */
export function quotaIn(
  { overrides }: LimitsSetting,
  operationId: string,
  dimension: string,
  declared: string,
): string {
  const override = overrides[operationId]
  return (typeof override === 'string' ? override : override?.[dimension]) ?? declared
}

/** Throttles of one operation; each dimension has a bucket of its own. */
export type Limits = Readonly<Partial<Record<LimitDimension, Quota>>>

/**
 * Networks that an IPv6 address counts in, by the bits of their prefix, and how many times the quota by `ip` each may
 * use. A subscriber is given a /64, a /56 or a /48, so that one address, or one /64, is nothing that attackers lack.
 */
export const ipv6Networks = [
  { bits: 64, quotas: 1 },
  { bits: 56, quotas: 4 },
  { bits: 48, quotas: 16 },
] as const

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

/** Throttles of asking for a magic link, whichever way. */
export const magicLinkLimits = { ip: '12/1h', email: '3/10m' } as const satisfies Limits

/**
 * New addresses that one account, and one handle, may have written to within 24 hours, by the days for which both
 * have been there: addresses that were never verified at the handle.
 */
export const mailBudgets = [
  { days: 30, addresses: 500, withStripe: 5000 },
  { days: 7, addresses: 100, withStripe: 1000 },
  { days: 0, addresses: 25, withStripe: 250 },
] as const

/** Writes of a handle's control plane on one day (UTC), unless the deployment sets `DAILY_WRITE_LIMIT`. */
export const DAILY_WRITES = 1000

/** Megabytes (of 1,000,000 bytes) for the files of a handle, unless the deployment sets `STORAGE_QUOTA_MB`. */
export const STORAGE_MB = 5000

/** Seconds for which a browser stays known after its last sign-in, and has throttles of its own. */
export const DEVICE_SECONDS = 400 * 24 * 3600

/** What operations say of it. */
export const mailBudgetNote = `Addresses that have never signed in at the handle share a budget of the account and the handle: ${mailBudgets
  .map(
    ({ days, addresses, withStripe }) =>
      `${addresses.toLocaleString('en')} within 24 hours${days > 0 ? ` after ${days} days` : ' at first'} (${withStripe.toLocaleString('en')} with Stripe connected)`,
  )
  .reverse()
  .join(', ')}. A request that exceeds it is refused as a whole, with \`mail_budget_used_up\`.`

const secondsPer = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Reads a quota; `null` when the text is none. */
export function parseQuota(quota: string): { points: number; seconds: number } | null {
  const match = /^([1-9]\d{0,6})\/([1-9]\d{0,3})([smhd])$/.exec(quota)
  if (!match) return null
  const [, points, count, unit] = match
  return { points: Number(points), seconds: Number(count) * secondsPer[unit as keyof typeof secondsPer] }
}
