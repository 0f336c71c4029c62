import type { Message, Note, Sequence, Together } from './diagram.ts'
import { arrow, type Drawn, element, LINE_HEIGHT, textLines, textWidth, wrap } from './svg.ts'

const PAD = 8
const between = 16

/** Draws who tells whom what: actors from left to right, time from top to bottom. */
export function drawSequence({ actors, steps }: Sequence, width: number): Drawn {
  const names = Object.keys(actors)
  const lane = width / names.length
  const centre = (name: string) => {
    const index = names.indexOf(name)
    if (index < 0) throw new Error(`nobody is called ${name}.`)
    return (index + 0.5) * lane
  }
  /** Puts the middle of something so wide as near to `x` as the picture allows. */
  const within = (x: number, wide: number) => Math.min(Math.max(x, wide / 2 + 2), width - wide / 2 - 2)

  const titles = names.map((name) => ({ name, lines: wrap(actors[name] ?? '', lane - 2 * PAD - 8) }))
  const titleHeight = Math.max(...titles.map(({ lines }) => lines.length)) * LINE_HEIGHT + 2 * PAD
  const parts: string[] = []
  let y = titleHeight + between

  const message = ({ from, to, text, answer }: Message) => {
    const [start, end] = [centre(from), centre(to)]
    const middle = (start + end) / 2
    const room = Math.max(Math.abs(end - start) - 16, Math.min(width - 24, 240))
    const lines = wrap(text, room)
    const x = within(middle, Math.max(...lines.map(textWidth)))
    parts.push(textLines(lines, { x, y: y + LINE_HEIGHT / 2, look: 'dg-said' }))
    y += lines.length * LINE_HEIGHT + 5
    parts.push(
      arrow(
        [
          [start, y],
          [end, y],
        ],
        answer ? 'dg-line dg-answer' : 'dg-line',
      ),
    )
    y += between
  }

  const note = ({ over, note: text }: Note) => {
    const lines = wrap(text, Math.min(width - 4 * PAD, 260))
    const wide = Math.max(...lines.map(textWidth)) + 2 * PAD
    const x = within(centre(over), wide)
    const height = lines.length * LINE_HEIGHT + PAD
    parts.push(element('rect', { x: x - wide / 2, y, width: wide, height, rx: 3, class: 'dg-note' }))
    parts.push(textLines(lines, { x, y: y + PAD / 2 + LINE_HEIGHT / 2, look: 'dg-text' }))
    y += height + between
  }

  const together = ({ parts: branches }: Together) => {
    const top = y
    const frame: string[] = []
    for (const [index, { when, steps: inner }] of branches.entries()) {
      if (index > 0) frame.push(element('line', { x1: 1, x2: width - 1, y1: y, y2: y, class: 'dg-frame' }))
      const lines = wrap(when, width - 2 * PAD)
      parts.push(
        textLines(lines, { x: PAD, y: y + PAD + LINE_HEIGHT / 2, anchor: 'start', look: 'dg-said dg-when' }),
      )
      y += lines.length * LINE_HEIGHT + PAD + 6
      for (const step of inner) 'note' in step ? note(step) : message(step)
    }
    frame.push(element('rect', { x: 1, y: top, width: width - 2, height: y - top, rx: 4, class: 'dg-frame' }))
    parts.unshift(...frame)
    y += between
  }

  for (const step of steps) {
    if ('together' in step) together(step)
    else if ('note' in step) note(step)
    else message(step)
  }

  const height = y
  const lanes = names.map((name) =>
    element('line', {
      x1: centre(name),
      x2: centre(name),
      y1: titleHeight,
      y2: height,
      class: 'dg-lane',
    }),
  )
  const heads = titles.map(
    ({ name, lines }) =>
      element('rect', {
        x: centre(name) - lane / 2 + PAD / 2,
        y: 1,
        width: lane - PAD,
        height: titleHeight - 1,
        rx: 6,
        class: 'dg-box dg-plain',
      }) +
      textLines(lines, {
        x: centre(name),
        y: titleHeight / 2 - ((lines.length - 1) * LINE_HEIGHT) / 2,
        look: 'dg-text dg-name',
      }),
  )
  return { content: [...lanes, ...heads, ...parts].join(''), height }
}
