/** What happened while one kind of fault was on, and until all was well again. */
export interface Spell {
  readonly fault: string
  times: number
  journeys: number
  requests: number
  /** Answers with 5xx, of servers and of the balancer. */
  refused: number
  /** Milliseconds in which no request succeeded, at most. */
  longestGap: number
  /** Milliseconds that one step of a journey took at most, with everything that was tried again. */
  longestWait: number
  mailsTwice: number
}

const spellOf = (fault: string): Spell => ({
  fault,
  times: 0,
  journeys: 0,
  requests: 0,
  refused: 0,
  longestGap: 0,
  longestWait: 0,
  mailsTwice: 0,
})

/** Keeps what a soak has seen, by fault. */
export class Tally {
  readonly problems: string[] = []
  readonly undeclared: string[] = []
  /** Requests that clients sent again. */
  retried = 0
  /** Milliseconds from the last fault until nothing was left to do. */
  untilRest = 0
  readonly #spells = new Map<string, Spell>()
  readonly #start = performance.now()
  #lastSuccess: number | null = null
  #current: Spell

  constructor() {
    this.#current = this.begin('before the first')
    this.#current.times = 0
  }

  get spells(): readonly Spell[] {
    return [...this.#spells.values()]
  }

  get current(): Spell {
    return this.#current
  }

  get minutes(): number {
    return (performance.now() - this.#start) / 60_000
  }

  /** Counts what follows for this fault. */
  begin(fault: string): Spell {
    const spell = this.#spells.get(fault) ?? spellOf(fault)
    this.#spells.set(fault, spell)
    spell.times++
    this.#current = spell
    return spell
  }

  answered(status: number): void {
    this.#current.requests++
    if (status >= 500) {
      this.#current.refused++
      return
    }
    const now = performance.now()
    this.#current.longestGap = Math.max(this.#current.longestGap, now - (this.#lastSuccess ?? now))
    this.#lastSuccess = now
  }

  /** Measures how long it takes until everything is at rest. */
  async rest(coming: () => Promise<void>): Promise<void> {
    const began = performance.now()
    await coming()
    this.untilRest = performance.now() - began
  }

  /** Measures a step of a journey; it counts for the fault during which it began. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    const spell = this.#current
    const began = performance.now()
    try {
      return await work()
    } finally {
      spell.longestWait = Math.max(spell.longestWait, performance.now() - began)
    }
  }
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1)

const tableOf = (rows: readonly (readonly (string | number)[])[]): string => {
  const [head = [], ...others] = rows.map((row) => `| ${row.join(' | ')} |`)
  return [head, `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...others].join('\n')
}

/** The tables of the docs: what each fault did, and what is counted over all of them. */
export function soakTable(tally: Tally, repeated: number): string {
  const { spells } = tally
  const sum = (key: 'times' | 'journeys' | 'requests' | 'refused' | 'mailsTwice') =>
    spells.reduce((total, spell) => total + spell[key], 0)
  const most = (key: 'longestGap' | 'longestWait') => Math.max(...spells.map((spell) => spell[key]))
  const rowOf = (spell: Spell) => [
    spell.fault,
    spell.times,
    spell.journeys,
    spell.requests,
    spell.refused,
    seconds(spell.longestGap),
    seconds(spell.longestWait),
    spell.mailsTwice,
  ]
  const all: Spell = {
    fault: 'all',
    times: sum('times'),
    journeys: sum('journeys'),
    requests: sum('requests'),
    refused: sum('refused'),
    longestGap: most('longestGap'),
    longestWait: most('longestWait'),
    mailsTwice: sum('mailsTwice'),
  }
  const byFault = tableOf([
    [
      'fault',
      'times',
      'journeys',
      'requests',
      'answered 5xx',
      'longest gap, in s',
      'longest wait, in s',
      'mails twice',
    ],
    ...[...spells, all].map(rowOf),
  ])
  const others = tableOf([
    ['over all', ''],
    ['minutes', tally.minutes.toFixed(0)],
    ['requests that the balancer sent to another process', repeated],
    ['requests that clients repeated', tally.retried],
    ['answers that the contract does not declare', tally.undeclared.length],
    ['seconds from the last fault until no job and no mail was left', seconds(tally.untilRest)],
  ])
  return `${byFault}\n\n${others}`
}
