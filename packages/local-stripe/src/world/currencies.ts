/** Currency codes that can be charged, in lower case. [docs: Currencies] */
export const currencies: ReadonlySet<string> = new Set(
  (
    'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf ' +
    'clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ' +
    'ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur ' +
    'mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr ' +
    'sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof ' +
    'xpf yer zar zmw'
  ).split(' '),
)

const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '))
/** Written with two decimals that must be 00. */
const wholeOnly = new Set(['isk', 'ugx'])

/** How many digits of an amount stand behind the decimal point. */
export function decimals(currency: string): number {
  if (zeroDecimal.has(currency)) return 0
  return threeDecimal.has(currency) ? 3 : 2
}

/** The least amount: the last digit of three-decimal currencies is 0, so are the cents of isk and ugx. [docs: Currencies, special cases] */
export function amountStep(currency: string): number {
  if (threeDecimal.has(currency)) return 10
  return wholeOnly.has(currency) ? 100 : 1
}

export function isExpressible(amount: number, currency: string): boolean {
  return amount % amountStep(currency) === 0
}

/** For people: `$25.00`, `¥500`. */
export function formatAmount(amount: number, currency: string): string {
  const digits = wholeOnly.has(currency) ? 0 : decimals(currency)
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** decimals(currency))
}

/** What Stripe keeps of a card charge: 2.9 % and 30 of the smallest unit (none where there are no decimals). */
export function processingFee(amount: number, currency: string): number {
  const fixed = zeroDecimal.has(currency) ? 0 : 30
  return Math.min(amount, Math.floor((amount * 29) / 1000) + fixed)
}
