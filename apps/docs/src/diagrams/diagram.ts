/** A picture of the docs, before it is drawn: the same text becomes SVG in HTML, and Mermaid in Markdown. */
export interface Diagram {
  /** What it shows, as the caption says it. */
  readonly title: string
  /** All that the picture says, in sentences, for those who do not see it. */
  readonly description: string
  readonly drawing: Flow | Sequence
}

/** Boxes on a grid, and arrows between them. */
export interface Flow {
  readonly kind: 'flow'
  readonly boxes: Readonly<Record<string, Box>>
  readonly arrows: readonly Arrow[]
  /** Room between columns, in parts of the width; what is written over arrows stands there. */
  readonly gap?: number
}

export interface Box {
  /** One line of text each. A line that is too long is broken. */
  readonly lines: readonly string[]
  /** Column and row, from 0. */
  readonly at: readonly [column: number, row: number]
  /** `good`, `stop` and `plain` are ends; the meaning of their colours is in their text too. */
  readonly look: 'question' | 'good' | 'stop' | 'plain'
}

export interface Arrow {
  readonly from: string
  readonly to: string
  readonly label?: string
}

/** Who tells whom what, in the order of time. */
export interface Sequence {
  readonly kind: 'sequence'
  /** Names by key, from left to right. */
  readonly actors: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export type Step = Message | Note | Together

export interface Message {
  readonly from: string
  readonly to: string
  readonly text: string
  /** Answers what was asked before. */
  readonly answer?: true
}

export interface Note {
  readonly over: string
  readonly note: string
}

/** What happens at the same time, in any order, or what may happen instead of each other. */
export interface Together {
  readonly together: 'par' | 'alt'
  readonly parts: readonly { readonly when: string; readonly steps: readonly (Message | Note)[] }[]
}
