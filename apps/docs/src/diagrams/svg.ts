/** Size of all text, in pixels. */
const FONT_SIZE = 14
/** From one line of text to the next. */
export const LINE_HEIGHT = 18

/** Width of a text, rounded up: no browser is there to measure it, so wide letters are counted as such. */
export const textWidth = (text: string): number =>
  [...text].reduce((width, letter) => width + letterWidth(letter), 0) * FONT_SIZE

const letterWidth = (letter: string): number => {
  if (/[MW@%]/.test(letter)) return 0.92
  if (/[Ifijlrt.,:;'|! ]/.test(letter)) return 0.36
  if (/[A-Z_mw…→]/.test(letter)) return 0.72
  return 0.58
}

/** Breaks text into lines that fit; a name breaks after a dot, an underscore or before a capital letter if it must. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => breakable(each, width))) {
    const longer = line === '' ? word.text : `${line}${word.glued ? '' : ' '}${word.text}`
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line)
      line = word.text
    } else line = longer
  }
  return [...lines, line]
}

const breakable = (word: string, width: number): { text: string; glued: boolean }[] =>
  (textWidth(word) > width ? word.split(/(?<=[._/])|(?<=[a-z])(?=[A-Z])/) : [word]).map((text, index) => ({
    text,
    glued: index > 0,
  }))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One SVG element. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? +value.toFixed(1) : escaped(value ?? '')}"`,
    )
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`
}

export const characters = escaped

/** Lines of text, the first with its middle at `y`. */
export const textLines = (
  lines: readonly string[],
  {
    x,
    y,
    anchor = 'middle',
    look,
  }: { x: number; y: number; anchor?: 'middle' | 'start' | 'end'; look: string },
): string =>
  lines
    .map((line, index) =>
      element(
        'text',
        {
          x,
          y: y + index * LINE_HEIGHT + FONT_SIZE * 0.35,
          'text-anchor': anchor,
          'font-size': FONT_SIZE,
          class: look,
        },
        escaped(line),
      ),
    )
    .join('')

/** A line through points, with a head at its end. */
export function arrow(points: readonly (readonly [number, number])[], look: string): string {
  const [x, y] = points.at(-1) ?? [0, 0]
  const [fromX, fromY] = points.at(-2) ?? [0, 0]
  const length = Math.hypot(x - fromX, y - fromY) || 1
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length]
  const [baseX, baseY] = [x - dx * 9, y - dy * 9]
  const line = [...points.slice(0, -1), [baseX, baseY]]
  const head = [
    [x, y],
    [baseX - dy * 4.5, baseY + dx * 4.5],
    [baseX + dy * 4.5, baseY - dx * 4.5],
  ]
  return (
    element('polyline', { points: written(line), class: look }) +
    element('polygon', { points: written(head), class: 'dg-head' })
  )
}

const written = (points: readonly (readonly number[])[]) =>
  points.map((point) => point.map((part) => +part.toFixed(1)).join(',')).join(' ')

/** What was drawn, and how high it is. */
export interface Drawn {
  readonly content: string
  readonly height: number
}
