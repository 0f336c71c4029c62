const programs: [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:(?:Headless)?Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
  ['curl', /^curl\//],
  ['Node.js', /^(?:node|undici)\b/],
  ['Python', /\bpython/i],
]
const systems: [name: string, pattern: RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

const find = (list: [name: string, pattern: RegExp][], text: string) =>
  list.find(([, pattern]) => pattern.test(text))?.[0]

/**
 * What a request says it comes from, in our own words, such as `Firefox on Windows`: the header's own words would let
 * strangers write into our mails. `null` when it is nothing we know.
 */
export function describeDevice(userAgent: string | undefined): string | null {
  if (!userAgent) return null
  const program = find(programs, userAgent)
  const system = find(systems, userAgent)
  if (!program) return system ?? null
  return system ? `${program} on ${system}` : program
}
