const units = ['B', 'kB', 'MB', 'GB']

/** A number of bytes as people say it, by thousands. */
export function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const value = bytes / 1000 ** power
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

/** Addresses that somebody typed or pasted, in whatever way they are told apart; each once. */
export const addressesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((address) => address.replace(/^<(.*)>$/, '$1'))
      .filter((address) => address !== ''),
  ),
]
