import type { Arrow, Box, Flow } from './diagram.ts'
import { arrow, type Drawn, element, LINE_HEIGHT, textLines, textWidth, wrap } from './svg.ts'

const PAD = 10
/** From the text of a box to its sides. */
const SIDE = 7
/** Height of a box with an arrow there and one back, each with its label. */
const TWO_WAY_HEIGHT = 76
const MAX_BOX = 250

interface Placed extends Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly wrapped: readonly string[]
}

/** Draws boxes on their grid, and straight or once bent arrows between them. */
export function drawFlow({ boxes, arrows, gap = 0.14 }: Flow, width: number): Drawn {
  const all = Object.values(boxes)
  const columns = Math.max(...all.map(({ at: [column] }) => column)) + 1
  const rows = Math.max(...all.map(({ at: [, row] }) => row)) + 1
  const space = columns > 1 ? width * gap : 0
  const boxWidth = Math.min(MAX_BOX, (width - 2 - space * (columns - 1)) / columns)
  const left = (width - boxWidth * columns - space * (columns - 1)) / 2

  const isTwoWay = ({ from, to }: Arrow) => arrows.some((each) => each.from === to && each.to === from)
  const twoWay = arrows.filter(isTwoWay).map(({ from }) => boxes[from])
  const wrapped = (box: Box) => box.lines.flatMap((line) => wrap(line, boxWidth - 2 * SIDE))
  const heightOf = (box: Box) =>
    Math.max(wrapped(box).length * LINE_HEIGHT + 2 * PAD, twoWay.includes(box) ? TWO_WAY_HEIGHT : 0)
  const inRow = (row: number) => all.filter(({ at }) => at[1] === row)
  const labelRoom = (boxWidth + space) / 2 - 12

  const tops: number[] = []
  let y = 1
  for (let row = 0; row < rows; row++) {
    tops.push(y)
    const below = arrows.filter(({ from, to }) => rowOf(boxes, from) === row && rowOf(boxes, to) > row)
    const labels = below.map(({ label }) => (label ? wrap(label, labelRoom).length : 0))
    y += Math.max(...inRow(row).map(heightOf)) + Math.max(30, Math.max(0, ...labels) * LINE_HEIGHT + 22)
  }
  const height = (tops.at(-1) ?? 0) + Math.max(...inRow(rows - 1).map(heightOf)) + 1

  const place = (box: Box): Placed => {
    const [column, row] = box.at
    const rowHeight = Math.max(...inRow(row).map(heightOf))
    const own = heightOf(box)
    return {
      ...box,
      x: left + column * (boxWidth + space),
      y: (tops[row] ?? 0) + (rowHeight - own) / 2,
      width: boxWidth,
      height: own,
      wrapped: wrapped(box),
    }
  }
  const placed = (name: string): Placed => {
    const box = boxes[name]
    if (!box) throw new Error(`there is no box ${name}.`)
    return place(box)
  }

  const lines = arrows.map((each) =>
    drawArrow(each, placed(each.from), placed(each.to), {
      twoWay: isTwoWay(each),
      space,
      labelRoom,
      last: columns - 1,
    }),
  )
  return { content: [...lines, ...all.map((box) => drawBox(place(box)))].join(''), height }
}

const rowOf = (boxes: Flow['boxes'], name: string): number => boxes[name]?.at[1] ?? 0

const drawBox = ({ x, y, width, height, look, wrapped }: Placed): string =>
  element('rect', { x, y, width, height, rx: look === 'question' ? 16 : 5, class: `dg-box dg-${look}` }) +
  textLines(wrapped, {
    x: x + width / 2,
    y: y + height / 2 - ((wrapped.length - 1) * LINE_HEIGHT) / 2,
    look: 'dg-text',
  })

interface Around {
  readonly twoWay: boolean
  readonly space: number
  readonly labelRoom: number
  /** The last column: what is written beside its arrows stands to their left. */
  readonly last: number
}

function drawArrow({ label = '' }: Arrow, a: Placed, b: Placed, around: Around): string {
  const [centreA, centreB] = [
    [a.x + a.width / 2, a.y + a.height / 2],
    [b.x + b.width / 2, b.y + b.height / 2],
  ] as const
  const sideways = b.at[0] - a.at[0]
  if (sideways === 0) {
    const down = b.y > a.y
    const start = down ? a.y + a.height : a.y
    const end = down ? b.y : b.y + b.height
    const lines = label ? wrap(label, around.labelRoom) : []
    const middle = (start + end) / 2 - ((lines.length - 1) * LINE_HEIGHT) / 2
    return (
      arrow(
        [
          [centreA[0], start],
          [centreA[0], end],
        ],
        'dg-line',
      ) +
      textLines(
        lines,
        a.at[0] > 0 && a.at[0] === around.last
          ? { x: centreA[0] - 9, y: middle, anchor: 'end', look: 'dg-said' }
          : { x: centreA[0] + 9, y: middle, anchor: 'start', look: 'dg-said' },
      )
    )
  }
  const right = sideways > 0
  const start = right ? a.x + a.width : a.x
  if (a.at[1] === b.at[1]) {
    const end = right ? b.x : b.x + b.width
    // There and back, one above the other.
    const shift = around.twoWay ? (right ? -9 : 9) : 0
    const y = centreA[1] + shift
    const lines = label ? wrap(label, around.space - 6) : []
    const labelY = shift > 0 ? y + 5 + LINE_HEIGHT / 2 : y - 12 - (lines.length - 1) * LINE_HEIGHT
    return (
      arrow(
        [
          [start, y],
          [end, y],
        ],
        'dg-line',
      ) + textLines(lines, { x: (start + end) / 2, y: labelY, look: 'dg-said' })
    )
  }
  // Along the row, then along the column.
  const end = b.y > a.y ? b.y : b.y + b.height
  const lines = label ? wrap(label, Math.abs(centreB[0] - start) - 6) : []
  const x = (start + centreB[0]) / 2
  const widest = Math.max(0, ...lines.map(textWidth))
  return (
    arrow(
      [
        [start, centreA[1]],
        [centreB[0], centreA[1]],
        [centreB[0], end],
      ],
      'dg-line',
    ) +
    textLines(lines, {
      x: right ? Math.max(x, start + widest / 2 + 4) : Math.min(x, start - widest / 2 - 4),
      y: centreA[1] - 12 - (lines.length - 1) * LINE_HEIGHT,
      look: 'dg-said',
    })
  )
}
