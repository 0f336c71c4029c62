/** The same numbers in every run (mulberry32). */
export function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (end: number) => Math.floor(next() * end),
    /** One of them, each as likely as its weight says. */
    pick<T>(items: readonly T[], weight: (item: T) => number = () => 1): T {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0)
      for (const item of items) {
        left -= weight(item)
        if (left < 0) return item
      }
      const last = items.at(-1)
      if (last === undefined) throw new Error('There is nothing to pick from.')
      return last
    },
  }
}

export type Chance = ReturnType<typeof chance>
