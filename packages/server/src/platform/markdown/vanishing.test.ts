import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { runs } from '../../../test/runs.ts'
import { renderMarkdown } from './markdown.ts'

/** Everything that can be read in a piece of markup: its text, and the values of attributes, such as destinations. */
function legible(html: string): string {
  const parts: string[] = []
  const read = (node: DefaultTreeAdapterTypes.Node) => {
    if (defaultTreeAdapter.isTextNode(node)) parts.push(node.value)
    if (defaultTreeAdapter.isElementNode(node)) for (const { value } of node.attrs) parts.push(`\n${value}\n`)
    if ('childNodes' in node) for (const child of node.childNodes) read(child)
  }
  read(parseFragment(html))
  return decoded(parts.join(''))
}

const decoded = (text: string) =>
  text.replace(/(?:%[0-9A-F]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped)
    } catch {
      return escaped
    }
  })

const WORD = 'word'
const syntax = fc.constantFrom(
  ...['\n', '\n\n', '\n    ', '\n  ', '\t', ' ', ' ', ' ', '. ', '\\', '\0', '\r\n'],
  ...['# ', '## ', '* ', '- ', '+ ', '1. ', '2) ', '> ', '>', '---\n', '===\n', '- [ ] ', '- [x] '],
  ...['*', '**', '_', '~~', '`', '``', '|', '|', '\n|a|b|\n|-|-|\n|', '\n|a|\n|:-:|\n'],
  ...['[', '](', ')', ']', '![', '[^1]', '\n[^1]: ', '\n[^two]: ', '[^two]', '("', '")', '][', '[]'],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<?',
    '?>',
    '<!',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&',
    ';',
    '&#',
    '"',
    "'",
    '=',
  ],
  ...['<p>', '</p>', '<em>', '</em>', '<pre>', '</pre>', '<table>', '<tr>', '<td>', '</table>', '<ul><li>'],
  ...[
    '<h1>',
    '<div>',
    '</div>',
    '<script>',
    '</script>',
    '<style>',
    '<textarea>',
    '<svg>',
    '<b>',
    '<a href="/">',
  ],
  ...['</a>', '<select><option>', '<title>', '<iframe>', '<noscript>', '<template>', '<xmp>', '<plaintext>'],
  ...['http://', 'https://example.com/', 'www.', '.com', '@', 'javascript:', 'tel:', 'mailto:', '//'],
)
const fence = fc.constantFrom('\n```\n', '\n~~~\n', '\n````\n')
const table = fc.constantFrom('\n\n|a|\n|-|\n|', '\n\n|a|b|\n|-|:-:|\n')
const bar = fc.constant('|')
const word = fc.constant(WORD)
const deep = fc.constantFrom('>'.repeat(120), '- '.repeat(60), '*'.repeat(120), '['.repeat(50))

// What may vanish: the label of a footnote, the info of a fence, comments.
const mayVanish = [/\[\^[^\]\n]*\]/g, /(?:```|~~~)[^\n]*/g, /<!--[\s\S]*?-->/g]

/** Gives each word letters of its own, in one script or another. */
function typed(pieces: readonly string[]): { text: string; words: string[] } {
  const words: string[] = []
  const text = pieces.map((piece) => {
    if (piece !== WORD) return piece
    const number = words.length
    const script = ['x', 'سل', '漢', 'ж'][number % 4]
    const own = `${script}${String.fromCharCode(97 + (number % 26))}q${number}z`
    words.push(own)
    return own
  })
  return { text: text.join(''), words }
}

test('whatever is typed, no run of letters and digits vanishes', () => {
  const piece = fc.oneof(
    { weight: 5, arbitrary: word },
    { weight: 6, arbitrary: syntax },
    ...[fence, table, bar, deep].map((arbitrary) => ({ weight: 1, arbitrary })),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { text, words } = typed(pieces)
      const kept = mayVanish.reduce((rest, part) => rest.replaceAll(part, ''), text)
      const shown = legible(renderMarkdown(text))
      const vanished = words.filter((each) => kept.includes(each) && !shown.includes(each))
      expect(vanished, JSON.stringify(text)).toEqual([])
    }),
    runs({ short: 500, long: 200_000 }),
  )
})
