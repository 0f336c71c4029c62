// A new one is also in packages/local-stripe/src/world (currencies.ts, exchange.ts), and, if Stripe documents its least
// charge, in minimums.ts there and in `assumedFixed` of the server's purchases/fees.ts.
// Stripe's own lists: they differ from ISO 4217 (MGA, UGX, ISK) and from what Intl shows (HUF, IDR).
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))
/** Written with two decimals that must be 00. */
const WHOLE_ONLY = new Set(['isk', 'ugx'])

/** Largest amount of one charge: eight digits. */
export const MAX_AMOUNT = 99_999_999

/** Smallest charges that Stripe documents, in the smallest unit. */
const documented =
  'aed:200 aud:50 brl:50 cad:50 chf:50 czk:1500 dkk:250 eur:50 gbp:30 hkd:400 huf:17500 inr:50 jpy:50 mxn:1000 ' +
  'myr:200 nok:300 nzd:50 pln:200 ron:200 sek:300 sgd:50 thb:1000 usd:50'

/** Elsewhere the equal of US$0.50 counts; about US$1 stays above it while exchange rates move. */
const estimated =
  'afn:7500 all:9500 amd:40000 ang:180 aoa:95000 ars:200000 awg:180 azn:170 bam:180 bbd:200 bdt:12500 bhd:380 bif:3000 ' +
  'bmd:100 bnd:140 bob:700 bsd:100 bwp:1400 byn:330 bzd:210 cdf:290000 clp:1000 cny:730 cop:440000 crc:53000 cve:10500 ' +
  'djf:180 dop:6500 dzd:13500 egp:5000 etb:15500 fjd:240 fkp:80 gel:280 gip:80 gmd:7500 gnf:8800 gtq:800 gyd:21500 ' +
  'hnl:2650 htg:13500 idr:1700000 ils:370 isk:14000 jmd:16500 jod:710 kes:13500 kgs:9000 khr:410000 kmf:500 krw:1500 ' +
  'kwd:310 kyd:85 kzt:55000 lak:2250000 lbp:9000000 lkr:31000 lrd:20000 lsl:1900 mad:1050 mdl:1850 mga:4700 mkd:6200 ' +
  'mmk:210000 mnt:360000 mop:820 mur:4700 mvr:1560 mwk:175000 mzn:6500 nad:1900 ngn:160000 nio:3700 npr:14500 omr:390 ' +
  'pab:100 pen:390 pgk:430 php:6000 pkr:28500 pyg:8000 qar:370 rsd:11500 rub:10500 rwf:1500 sar:380 sbd:850 scr:1500 ' +
  'shp:80 sle:2400 sos:57500 srd:4000 std:2250000 szl:1900 tjs:1100 tnd:3100 top:240 try:4500 ttd:690 twd:3300 ' +
  'tzs:270000 uah:4300 ugx:380000 uyu:4400 uzs:1300000 vnd:26500 vuv:125 wst:290 xaf:620 xcd:270 xof:620 xpf:115 ' +
  'yer:26000 zar:1900 zmw:2900'

/** The least amount of one charge by currency, in the smallest unit. */
export const leastPrices: ReadonlyMap<string, number> = new Map(
  `${documented} ${estimated}`.split(' ').map((entry) => {
    const [currency = '', minimum] = entry.split(':')
    return [currency, Number(minimum)]
  }),
)

/** Currencies that pages can be sold in, as lower-case ISO 4217 codes. */
export const currencies: readonly string[] = [...leastPrices.keys()].toSorted()

/** The least amount of one charge; `undefined` for currencies that pages are not sold in. */
export const leastPrice = (currency: string): number | undefined => leastPrices.get(currency)

/** How many digits of an amount stand behind the decimal point. */
export const decimalsOf = (currency: string): number =>
  ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2

/** The steps in which amounts of a currency can be charged or moved, in its smallest unit: 1, 10 or 100. */
export const stepOf = (currency: string): number =>
  THREE_DECIMAL.has(currency) ? 10 : WHOLE_ONLY.has(currency) ? 100 : 1

/** What a platform keeps of each sale: basis points of the price, and a fixed amount of its currency. */
export interface FeeTerms {
  readonly basisPoints: number
  /** In the smallest unit, one for each currency at most. */
  readonly fixed: readonly { readonly amount: number; readonly currency: string }[]
}

/**
 * The platform's part of a price. It is rounded down to what the currency can express, so that the creator never pays
 * for a rounding, and is never more than the price. The rest is what the creator receives.
 */
export function platformFee(
  { amount, currency }: { amount: number; currency: string },
  { basisPoints, fixed }: FeeTerms,
): number {
  const own = fixed.find((each) => each.currency === currency)?.amount ?? 0
  const fee = Math.floor((amount * basisPoints) / 10_000) + own
  return Math.min(amount, fee - (fee % stepOf(currency)))
}

/** An amount of the smallest unit as a decimal number: `2500` of `usd` is `25.00`. */
export function toDecimal(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const split = digits.length - decimals
  const decimal = decimals === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`
  return amount < 0 ? `-${decimal}` : decimal
}

/** What is wrong with a price, by member; nothing when it can be charged. */
export function priceProblems({ amount, currency }: { amount: number; currency: string }) {
  const minimum = leastPrice(currency)
  const problem = (path: 'amount' | 'currency', message: string) => [{ path, message }]
  if (minimum === undefined)
    return problem('currency', 'must be a currency that pages can be sold in, such as usd')
  const written = (value: number) => `${value} (${toDecimal(value, currency)} ${currency.toUpperCase()})`
  if (amount < minimum) return problem('amount', `must be at least ${written(minimum)}`)
  if (amount > MAX_AMOUNT) return problem('amount', `must be at most ${written(MAX_AMOUNT)}`)
  const step = stepOf(currency)
  if (amount % step === 0) return []
  const code = currency.toUpperCase()
  return problem(
    'amount',
    step === 100
      ? `must end in 00: ${code} has no smaller unit, but is written with two decimals`
      : `must end in 0: ${code} is charged in steps of 0.010`,
  )
}
