import type { Diagram, Flow, Message, Note, Sequence } from './diagram.ts'

/** The diagram in the notation of Mermaid, which programs and people read as text. */
export const toMermaid = ({ title, description, drawing }: Diagram): string =>
  [
    drawing.kind === 'flow' ? 'flowchart TD' : 'sequenceDiagram',
    `  accTitle: ${title}`,
    `  accDescr: ${description}`,
    ...(drawing.kind === 'flow' ? flow(drawing) : sequence(drawing)).map((line) => `  ${line}`),
  ].join('\n')

function flow({ boxes, arrows }: Flow): string[] {
  return [
    ...Object.entries(boxes).map(([name, { lines, look }]) => {
      const text = `"${lines.join('<br>')}"`
      return look === 'question' ? `${name}{${text}}` : `${name}[${text}]`
    }),
    ...arrows.map(({ from, to, label }) => `${from} -->${label ? `|"${label}"|` : ''} ${to}`),
  ]
}

function sequence({ actors, steps }: Sequence): string[] {
  const line = (step: Message | Note) =>
    'note' in step
      ? `Note over ${step.over}: ${step.note}`
      : `${step.from}${step.answer ? '-->>' : '->>'}${step.to}: ${step.text}`
  return [
    ...Object.entries(actors).map(([name, title]) => `participant ${name} as ${title}`),
    ...steps.flatMap((step) =>
      'together' in step
        ? [
            ...step.parts.flatMap(({ when, steps: inner }, index) => [
              `${index === 0 ? step.together : step.together === 'par' ? 'and' : 'else'} ${when}`,
              ...inner.map((each) => `  ${line(each)}`),
            ]),
            'end',
          ]
        : [line(step)],
    ),
  ]
}
