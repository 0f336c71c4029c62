/** Characters that search engines and share cards show of a description. */
const LENGTH = 160
/** As much markup is read for it: what a creator wrote may be long. */
const MARKUP = 4000

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

/** The beginning of rendered and sanitised markup as one line of plain text; empty when it has none. */
export function excerpt(markup: string): string {
  const text = markup
    .slice(0, MARKUP)
    // A tag that was cut in half would be read as text.
    .replace(/<[^>]*$/, '')
    .replaceAll(/<(?:"[^"]*"|[^">])*>/g, (tag) =>
      /^<(?:\/?(?:p|h\d|li|t[dhr]|pre)|br)\b/i.test(tag) ? ' ' : '',
    )
  return shortened(decoded(text))
}

/** An image that a creator shows, and what it says instead for those who do not see it. */
export interface Image {
  readonly url: string
  readonly alt: string
}

/** The first image in the beginning of rendered and sanitised markup; `undefined` when it has none. */
export function firstImage(markup: string): Image | undefined {
  // Sanitised attributes stand in double quotes, with what would end them escaped.
  const [tag = ''] = /<img\b(?:"[^"]*"|[^">])*>/.exec(markup.slice(0, MARKUP)) ?? []
  const value = (name: string) => decoded(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  const url = value('src')
  return url.startsWith('https://') ? { url, alt: shortened(value('alt')) } : undefined
}

/** On one line, and cut between two words when it is longer than what is shown. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const characters = [...line]
  if (characters.length <= LENGTH) return line
  const cut = characters.slice(0, LENGTH - 1).join('')
  const word = cut.lastIndexOf(' ')
  return `${(word > LENGTH / 2 ? cut.slice(0, word) : cut).replace(/[\s,;:.–—-]+$/, '')}…`
}
