import { premiumHtml, shop } from '@latchkey/contract/example-shop'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growth } from '../../../test/growth.ts'
import { readMarkup } from '../../../test/markup.ts'
import { runs } from '../../../test/runs.ts'
import { renderMarkdown } from './markdown.ts'

test('renders what creators write', () => {
  const html = renderMarkdown(
    '## Title\n\n**Bold**, ~~gone~~ and `code`.\n\n- one\n- two\n\n|a|b|\n|:-|-:|\n|1|2|',
  )
  for (const part of [
    '<h2 id="content-title" dir="auto">Title</h2>',
    '<strong>Bold</strong>',
    '<del>gone</del>',
    '<code>code</code>',
    '<li>one',
  ]) {
    expect(html).toContain(part)
  }
  expect(html).toContain('<td align="right">2</td>')
})

test('makes what the examples of openapi.json show', () => {
  const { teaser, content } = shop.premium
  expect({ teaser: renderMarkdown(teaser), content: renderMarkdown(content) }).toEqual(premiumHtml)
})

test('leaves the one h1 to the title of the page', () => {
  expect(renderMarkdown('# Mine\n\n<h1>Mine too</h1>')).toMatch(
    /^<h2[^>]*>Mine<\/h2>\s*<h2[^>]*>Mine too<\/h2>$/,
  )
})

test('tells search engines and other windows that links are not ours', () => {
  expect(renderMarkdown('[x](https://example.com)')).toContain('rel="noopener nofollow ugc"')
  expect(renderMarkdown('<a rel="me" target="_blank" href="/x">x</a>')).toBe(
    '<p dir="auto"><a href="/x" rel="noopener nofollow ugc">x</a></p>\n',
  )
})

test.each([
  ['[x](javascript:alert(1))', /href/],
  ['[x](JaVaScRiPt:alert(1))', /href/],
  ['[x](java\tscript:alert(1))', /href/],
  ['[x](&#106;avascript:alert(1))', /href/],
  ['<a href="java&#9;script:alert(1)">x</a>', /href/],
  ['<a href="&#1;javascript:alert(1)">x</a>', /href/],
  ['[x](data:text/html,x)', /href/],
  ['[x](vbscript:x)', /href/],
  ['[x](//evil.example)', /href/],
  ['<a href="/\\evil.example">x</a>', /href/],
  ['![x](http://example.com/x.png)', /src/],
  ['![x](data:image/svg+xml;base64,x)', /src/],
  ['![x](//evil.example/x.png)', /src/],
  ['<img src="https://x.example/x" onerror=alert(1)>', /onerror/],
  ['<img srcset="https://x.example/x 1x">', /srcset/],
  ['<p style="color:red" class="button" id="main">x</p>', /style|class|id=/],
  ['<h2 id="content-note.1" class="language-x">x</h2>', /note|class/],
  ['<code class="language-x">x</code>', /class/],
  ['<script>alert(1)</script>', /<script/],
  ['<style>*{display:none}</style>', /<style/],
  ['<iframe src="https://x.example"></iframe>', /<iframe/],
  ['<form action="https://x.example"><button>x</button></form>', /<form|<button/],
  ['<input name=card>', /<input/],
  ['<input type="checkbox" disabled>', /<input/],
  ['<svg onload=alert(1)>', /<svg/],
  ['<math><mtext><script>alert(1)</script></mtext></math>', /<m|<script/],
  ['<meta http-equiv=refresh content="0;url=https://x.example">', /<meta/],
  ['<base href="https://x.example">', /<base/],
  ['<!-- --><script>alert(1)</script>', /<script/],
  ['```\n<script>alert(1)</script>\n```', /<script/],
])('%s is made harmless', (markdown, forbidden) => {
  expect(renderMarkdown(markdown)).not.toMatch(forbidden)
})

test.each([
  ['nested quotes', '>'],
  ['open brackets', '['],
  ['mixed emphasis', '*a_'],
  ['backticks', '`a'],
  ['open comments', '<!--'],
  ['nested links', '[a]('],
  ['open footnotes', '[^a'],
  ['comments in quotes', '> <!--\n'],
  ['open tags', '<p a="'],
  ['tables', '|a'],
])('rendering %s takes as long as the text is', (_, piece) => {
  const render = (length: number) => renderMarkdown(piece.repeat(length / piece.length))
  expect(growth(render, 4000)).toBeLessThan(32)
})

test('whatever is written, a browser builds nothing but text, links and images from it', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '&',
      '=',
      '/',
      '`',
      '\\',
      '\0',
      '\n',
      '[',
      ']',
      '(',
      ')',
      '!',
      '<!--',
      '-->',
      '|',
    ],
    ...['script', 'style', 'svg', 'math', 'img', 'a', 'iframe', 'title', 'textarea', 'noscript', 'template'],
    ...[' href=', ' src=', ' onload=', ' style=', 'javascript:', 'data:', 'https://example.com', '&colon;'],
  )
  const elements = new Set([
    ...[
      'html',
      'head',
      'body',
      'h2',
      'p',
      'br',
      'hr',
      'blockquote',
      'pre',
      'ul',
      'ol',
      'li',
      'a',
      'img',
      'code',
    ],
    ...['em', 'strong', 'del', 'sub', 'sup', 'kbd', 'input', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ])
  const attributes = new Set([
    ...['href', 'title', 'rel', 'src', 'alt', 'align', 'start', 'id', 'dir', 'class', 'type'],
    ...['disabled', 'checked', 'aria-label'],
  ])
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const markup = readMarkup(renderMarkdown(pieces.join('')))
      expect([...markup.elements].filter((name) => !elements.has(name))).toEqual([])
      expect([...markup.attributes].filter((name) => !attributes.has(name))).toEqual([])
      for (const link of markup.links) {
        // What is no URL leads nowhere.
        const url = URL.parse(link, 'https://demo.latchkey.test')
        expect(['https:', 'http:', 'mailto:', 'tel:', undefined]).toContain(url?.protocol)
      }
    }),
    runs({ short: 150, long: 50_000 }),
  )
})
