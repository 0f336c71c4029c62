// Interleaved rounds, and what is said of them.

/** How long everything is measured. */
export interface Plan {
  readonly rounds: number
  readonly seconds: number
}

/** What one round came to. */
export interface Round {
  readonly perSecond: number
  /** Milliseconds within which 99 of 100 answers came, where they were timed. */
  readonly p99: number | null
}

/** One of two that are compared. */
export interface Contender {
  run(): Promise<Round>
}

/** Two contenders over the same work. */
export interface Pair {
  readonly what: string
  readonly bare: readonly Round[]
  readonly latchkey: readonly Round[]
}

/** Interleaved, so that whatever else the machine does meets both; who goes first alternates. */
export async function compare(
  what: string,
  { rounds }: Plan,
  bare: Contender,
  latchkey: Contender,
): Promise<Pair> {
  console.error(`Measuring: ${what} ...`)
  await bare.run()
  await latchkey.run()
  const of = new Map<Contender, Round[]>([
    [bare, []],
    [latchkey, []],
  ])
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? [bare, latchkey] : [latchkey, bare]) {
      of.get(contender)?.push(await contender.run())
    }
  }
  return { what, bare: of.get(bare) ?? [], latchkey: of.get(latchkey) ?? [] }
}

const sorted = (values: readonly number[]) => values.toSorted((left, right) => left - right)
export const median = (values: readonly number[]) =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN

export const spread = (values: readonly number[], digits: number) => {
  const order = sorted(values)
  return `${order.at(0)?.toFixed(digits)}–${order.at(-1)?.toFixed(digits)}`
}

const speed = (rounds: readonly Round[]) => {
  const perSecond = rounds.map((round) => round.perSecond)
  return `${median(perSecond).toFixed(0)} (${spread(perSecond, 0)})`
}

const latency = (rounds: readonly Round[]) => {
  const timed = rounds.flatMap(({ p99 }) => (p99 === null ? [] : [p99]))
  return timed.length > 0 ? `${median(timed).toFixed(0)} ms` : '–'
}

function row({ what, bare, latchkey }: Pair): string {
  const ratios = latchkey.map((round, index) => round.perSecond / (bare[index]?.perSecond ?? Number.NaN))
  const ratio =
    median(latchkey.map((round) => round.perSecond)) / median(bare.map((round) => round.perSecond))
  return `| ${[
    what,
    speed(bare),
    speed(latchkey),
    `**${ratio.toFixed(2)}** (${spread(ratios, 2)})`,
    latency(bare),
    latency(latchkey),
  ].join(' | ')} |`
}

/** Pairs as a table in Markdown: medians, and in brackets the lowest and the highest. */
export const tableOf = (pairs: readonly Pair[]): string =>
  `
| what | bare, a second | Latchkey, a second | ratio | bare p99 | Latchkey p99 |
| --- | --- | --- | --- | --- | --- |
${pairs.map(row).join('\n')}
`.trim()
