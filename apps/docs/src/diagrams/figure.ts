import { named } from './all.ts'
import type { Diagram } from './diagram.ts'
import { drawFlow } from './flow.ts'
import { toMermaid } from './mermaid.ts'
import { drawSequence } from './sequence.ts'
import { characters, element } from './svg.ts'

/** Widths in pixels for which everything is drawn: phones, and what has more room. */
export const widths = { narrow: 340, wide: 640 } as const

/** What a page says in Markdown for a diagram: its text, which `drawDiagrams` finds again. */
export const diagramText = (name: string): string =>
  ['```mermaid', `%% ${name}`, toMermaid(named(name)), '```'].join('\n')

/** Puts drawings in place of the texts of diagrams. */
export const drawDiagrams = (markdown: string): string =>
  markdown.replaceAll(/^```mermaid\n%% ([\w-]+)\n.*?\n```$/gms, (_, name: string) => figure(name))

/** A diagram as HTML, without an empty line, at which Markdown would end it. */
export function figure(name: string): string {
  const diagram = named(name)
  const drawings = Object.entries(widths).map(([size, width]) => drawing(name, size, diagram, width))
  return element(
    'figure',
    { class: 'diagram', id: `diagram-${name}` },
    ...drawings,
    element('figcaption', {}, characters(diagram.title)),
  )
}

function drawing(name: string, size: string, { title, description, drawing: what }: Diagram, width: number) {
  const { content, height } = what.kind === 'flow' ? drawFlow(what, width) : drawSequence(what, width)
  const id = `diagram-${name}-${size}`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      width,
      height: Math.ceil(height),
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-description`,
      class: `diagram-${size}`,
      'data-pagefind-ignore': '',
    },
    element('title', { id: `${id}-title` }, characters(title)),
    element('desc', { id: `${id}-description` }, characters(description)),
    content,
  )
}
