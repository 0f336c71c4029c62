import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readMarkup } from '../../../test/markup.ts'
import { renderMarkdown, TooLarge } from './markdown.ts'
import { plainHtml } from './plain.ts'
import { RENDERER } from './version.ts'

const read = (markdown: string) => readMarkup(renderMarkdown(markdown))

test('footnotes are numbered as they are referred to, and lead there and back', () => {
  const html = renderMarkdown('One[^b], two[^a], again[^b].\n\n[^a]: Of *a*.\n[^b]: Of b[^c].\n[^c]: Of c.')
  const markup = readMarkup(html)
  expect(markup.text).toBe('One 1 , two 2 , again 1 . Of b 3 . ↩ Of a. ↩ Of c. ↩')
  expect(markup.links).toEqual([
    ...['#content-note.1', '#content-note.2', '#content-note.1', '#content-note.3'],
    ...['#content-note.1.ref', '#content-note.2.ref', '#content-note.3.ref'],
  ])
  for (const link of markup.links) expect(markup.byId(link.slice(1)), link).toBeDefined()
  expect(html.match(/ id="[^"]*"/g)).toHaveLength(new Set(html.match(/ id="[^"]*"/g)).size)
})

test('footnotes that nothing refers to, or that have the label of another, are shown too', () => {
  expect(read('A[^1]\n\n[^1]: one\n[^1]: another\n[^2]: unused\n\n    more of it\n\nB').text).toBe(
    'A 1 B one ↩ another unused more of it',
  )
  expect(read('No [^such] footnote').text).toBe('No [^such] footnote')
  expect(read('[^empty]:\n\nx').text).toBe('x')
})

test('task lists have boxes that nobody can tick', () => {
  const html = renderMarkdown('- [ ] open\n- [x] done\n- [X]\n  done too\n- [y] neither\n\n[x] no list')
  expect(html.match(/<input [^>]*>/g)).toEqual([
    '<input type="checkbox" disabled aria-label="To do" />',
    '<input type="checkbox" disabled aria-label="Done" checked />',
    '<input type="checkbox" disabled aria-label="Done" checked />',
  ])
  expect(readMarkup(html).text).toBe('open done done too [y] neither [x] no list')
})

test('headings have ids of their own, and links of the text lead to them', () => {
  const text =
    '# A b!\n## A b\n# A-b-1\n# سلام دنیا\n# `code` *em*\n# !\n\n[1](#a-b) [2](#A-B-1) [3](#سلام-دنیا) [4](#nowhere)'
  const html = renderMarkdown(`${text} <a href="#code-em">5</a>`)
  expect([...html.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
    ...['content-a-b', 'content-a-b-1', 'content-a-b-1-1', 'content-سلام-دنیا', 'content-code-em'],
    'content-section',
  ])
  const { links } = readMarkup(html)
  expect(links.map(decodeURIComponent)).toEqual([
    ...['#content-a-b', '#content-a-b-1', '#content-سلام-دنیا', '#nowhere', '#content-code-em'],
  ])
  expect(renderMarkdown('# A', 'teaser-x-')).toContain('id="teaser-x-a"')
})

test('links may be to telephones, and code says its language', () => {
  expect(read('[call](tel:+49301234) <tel:+1-2>').links).toEqual(['tel:+49301234', 'tel:+1-2'])
  expect(renderMarkdown('```ts title="x"\nlet a\n```')).toBe(
    '<pre><code class="language-ts">let a\n</code></pre>\n',
  )
})

test('each outermost block is written in its own direction', () => {
  const html = renderMarkdown(
    'سلام\n\n# دنیا\n\n- یک\n\n> دو\n\n|سه|\n|-|\n\n<p>چهار</p>\n\n```\nx\n```\n\nx[^1]\n\n[^1]: y',
  )
  expect(html.match(/<(?:p|h2|ul|blockquote|table|ol)\b[^>]*>/g)).toEqual([
    ...['<p dir="auto">', '<h2 id="content-دنیا" dir="auto">', '<ul dir="auto">', '<blockquote dir="auto">'],
    ...['<p>', '<table dir="auto">', '<p dir="auto">', '<p dir="auto">', '<ol dir="auto">', '<p>'],
  ])
})

test('what is not allowed, or not understood, is shown as it was typed', () => {
  const typed = [
    '<script>alert(1)</script>',
    '<div class="x">',
    '<b onclick',
    '<?php echo 1 ?>',
    '<!DOCTYPE html>',
    '<![CDATA[x]]>',
    '<!-- open',
    '[x](javascript:x)',
    '[x](//evil.example)',
    '![x](data:image/png,x)',
    '<javascript:x>',
  ]
  for (const text of typed) {
    expect(read(text).text, text).toBe(text)
    expect(read(`Before ${text} after`).text, text).toBe(`Before ${text} after`)
  }
  expect(read('<div>\n**bold**\n</div>').elements).toContain('strong')
  expect(read('<!-- open\n\n**bold**').elements).toContain('strong')
  expect(read('<p title="&#xb">&#xa &copy &copy;</p>').text).toBe('&#xa &copy ©')
  expect(read('a <!-- gone --> b\n\n<!-- gone\n\ntoo --> c').text).toBe('a b c')
})

test('cells beyond the columns of a table, and what is nested very deep, are shown', () => {
  expect(read('|a|\n|-|\n|1|2\\|3|`4`|\n\n> |a|\n> |-|\n> |x|y|').text).toBe('a 1 2|3 4 a x y')
  expect(read(`${'>'.repeat(150)} deep *words*\n\nafter`).text).toMatch(/> deep words after$/)
  expect(read(`${'- '.repeat(150)}deep`).text).toContain('deep')
})

test('a text that becomes too much is refused before it takes the memory', () => {
  const reference = `[a]: https://example.com/${'x'.repeat(100_000)}\n\n`
  // 2.4 GB, if it were put together.
  expect(() => renderMarkdown(reference + '[a] '.repeat(24_000))).toThrow(TooLarge)
  expect(() => renderMarkdown(`x[^1]\n\n[^1]: y\n\n${'[^1]'.repeat(49_000)}`)).toThrow(TooLarge)
})

test('a text that is not rendered is shown in paragraphs, as it was typed', () => {
  expect(plainHtml('A <b>&"\nb\n \n\n\n# c\n')).toBe(
    '<p dir="auto">A &lt;b&gt;&amp;&quot;<br />\nb</p>\n<p dir="auto"># c</p>\n',
  )
  expect(plainHtml('')).toBe('')
})

test('RENDERER grows when something else comes out', () => {
  const everything = [
    '# A\n## A\n\nb *c* **d** ~~e~~ `f` [g](/g "h") ![i](https://i.example/j) https://k.example l[^1] H<sub>2</sub>O',
    '- [ ] m\n- n\n\n1. o\n2. p\n\n> q\n\n|r|s|\n|:-|-:|\n|t|u|v|\n\n```w\nx\n```\n\n<p align="left">y</p>\n\n---\n\n<z>',
    '[^1]: footnote\n\n[x](javascript:y) <tel:+1> <!-- z -->',
  ].join('\n\n')
  const hash = createHash('sha256').update(renderMarkdown(everything)).digest('hex').slice(0, 16)
  expect({ renderer: RENDERER, hash }, 'RENDERER must grow, so that stored texts are rendered anew').toEqual({
    renderer: 1,
    hash: 'f51eea4ff8ca1f31',
  })
})
