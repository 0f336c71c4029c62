import { expect, test } from 'vitest'
import { diagrams } from '../src/diagrams/all.ts'
import type { Diagram } from '../src/diagrams/diagram.ts'
import { diagramText, drawDiagrams, figure, widths } from '../src/diagrams/figure.ts'
import { LINE_HEIGHT, textWidth } from '../src/diagrams/svg.ts'
import { fill } from '../src/site/fill.ts'
import { allPages } from '../src/site/pages.ts'

const names = Object.keys(diagrams)

interface Part {
  readonly tag: string
  readonly text: string
  readonly of: (attribute: string) => string
  readonly number: (attribute: string) => number
}

/** The SVGs of a figure, each with its elements. */
const drawings = (html: string) =>
  [...html.matchAll(/<svg (.*?)>(.*?)<\/svg>/g)].map(([, head = '', content = '']) => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(head) ?? []
    const parts = [...content.matchAll(/<(\w+)([^>]*?)(?:\/>|>([^<]*)<\/\1>)/g)].map(
      ([, tag = '', attributes = '', text = '']): Part => {
        const of = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
        return { tag, text, of, number: (name) => Number(of(name)) }
      },
    )
    return { head, width: Number(width), height: Number(height), parts }
  })

function extent({ text, of, number }: Part) {
  const wide = textWidth(text.replaceAll('&amp;', '&'))
  const anchor = of('text-anchor')
  const left = number('x') - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0)
  return { left, right: left + wide, top: number('y') - LINE_HEIGHT * 0.75, bottom: number('y') + 4 }
}

test.each(names)('every text of %s is inside the picture, and inside its box', (name) => {
  const drawn = drawings(figure(name))
  expect(drawn.map(({ width }) => width)).toEqual(Object.values(widths))
  for (const { width, height, parts } of drawn) {
    const boxes = parts
      .filter(({ tag, of }) => tag === 'rect' && !of('class').includes('dg-frame'))
      .map(({ number }) => ({
        left: number('x'),
        right: number('x') + number('width'),
        top: number('y'),
        bottom: number('y') + number('height'),
      }))
    const texts = parts.filter(({ tag }) => tag === 'text')
    expect(texts.length).toBeGreaterThan(3)
    for (const part of texts) {
      const { left, right, top, bottom } = extent(part)
      expect(left, `${part.text} at ${width}`).toBeGreaterThanOrEqual(0)
      expect(right, `${part.text} at ${width}`).toBeLessThanOrEqual(width)
      expect(bottom, `${part.text} at ${width}`).toBeLessThanOrEqual(height)
      if (!part.of('class').includes('dg-text')) continue
      const own = boxes.find(
        (box) => box.top < bottom && box.bottom > top && box.left < right && box.right > left,
      )
      expect(own?.left, `${part.text} at ${width}`).toBeLessThanOrEqual(left)
      expect(own?.right, `${part.text} at ${width}`).toBeGreaterThanOrEqual(right)
      expect(own?.top, `${part.text} at ${width}`).toBeLessThanOrEqual(top)
      expect(own?.bottom, `${part.text} at ${width}`).toBeGreaterThanOrEqual(bottom)
    }
  }
})

test.each(names)('no two texts of %s lie over each other', (name) => {
  for (const { width, parts } of drawings(figure(name))) {
    const texts = parts.filter(({ tag }) => tag === 'text')
    for (const [index, first] of texts.entries()) {
      for (const second of texts.slice(index + 1)) {
        const [a, b] = [extent(first), extent(second)]
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
        expect(apart, `${first.text} and ${second.text} at ${width}`).toBe(true)
      }
    }
  }
})

const labelsOf = ({ drawing }: Diagram): string[] =>
  drawing.kind === 'flow'
    ? [
        ...Object.values(drawing.boxes).flatMap(({ lines }) => lines),
        ...drawing.arrows.flatMap(({ label }) => label ?? []),
      ]
    : [
        ...Object.values(drawing.actors),
        ...drawing.steps
          .flatMap((step) =>
            'together' in step ? step.parts.flatMap((part) => [{ note: part.when }, ...part.steps]) : [step],
          )
          .map((step) => ('note' in step ? step.note : step.text)),
      ]

test.each(names)('%s says all that it shows to those who do not see it, in HTML and in Markdown', (name) => {
  const diagram = diagrams[name]
  if (!diagram) throw new Error(name)
  const html = figure(name)
  expect(html).not.toMatch(/\n\s*\n/)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { head, parts } of drawings(html)) {
    expect(head).toContain('role="img"')
    const text = (attribute: string) => {
      const id = new RegExp(`${attribute}="([^"]+)"`).exec(head)?.[1]
      return parts.find(({ of }) => of('id') === id)?.text
    }
    expect(text('aria-labelledby')).toBe(diagram.title)
    expect(text('aria-describedby')).toBe(diagram.description)
    expect(diagram.description.length).toBeGreaterThan(80)
  }
  const markdown = fill(`{{diagram:${name}}}`, 'a guide')
  expect(markdown).toBe(diagramText(name))
  for (const label of labelsOf(diagram)) expect(markdown).toContain(label)
  expect(drawDiagrams(`before\n\n${markdown}\n\nafter`)).toBe(`before\n\n${html}\n\nafter`)
})

test('a guide that names a diagram that is gone does not build', () => {
  expect(() => fill('{{diagram:gone}}', 'a guide')).toThrow(
    'a guide: {{diagram:gone}}: there is no diagram gone.',
  )
})

test('no page has a diagram twice: its parts have ids', () => {
  for (const { id, body } of allPages()) {
    const shown = [...body.matchAll(/^```mermaid\n%% (.+)$/gm)].map(([, name]) => name)
    expect(new Set(shown).size, id).toBe(shown.length)
  }
})
