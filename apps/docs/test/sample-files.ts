// Samples as files that compile on their own.
import type { Consumer } from '../../../packages/sdk/test/consumer.ts'
import { asModule, sharedDeclarations } from '../../../packages/sdk/test/readme.ts'
import type { Block } from '../src/site/fences.ts'

/** What fragments in the pages leave to the reader, beside what those of the SDK's README do. */
const leftToTheReader = `
  const accessToken: string
  const idempotencyKey: string
  const handle: string
`

const titleOf = ({ meta }: Block): string | null => {
  const title = meta.get('title')
  return typeof title === 'string' ? title : null
}
const isProgram = (block: Block) => block.language === 'js' && titleOf(block) !== null

/**
 * Writes each sample but programs into a file of its own: as it is when it has a name, and as the inside of a function
 * otherwise.
 * @returns the names of the files, with that of what they share.
 */
export function writeSamples(consumer: Consumer, samples: readonly Block[]): string[] {
  consumer.write('samples/shared.d.ts', sharedDeclarations(consumer, leftToTheReader))
  const names = samples.flatMap((block, index) => {
    if (isProgram(block)) return []
    const { page, language, code } = block
    const title = titleOf(block)
    const name = `samples/${page}/${index}/${title ?? `fragment.${language === 'js' ? 'ts' : language}`}`
    consumer.write(name, title === null ? asModule(code) : code)
    return [name]
  })
  return ['samples/shared.d.ts', ...names]
}

/** Writes the programs, which are in JavaScript and have a name. @returns the names of the files. */
export function writePrograms(consumer: Consumer, samples: readonly Block[]): string[] {
  return samples.filter(isProgram).map((block, index) => {
    const name = `programs/${block.page}/${index}/${titleOf(block)}`
    consumer.write(name, block.code)
    return name
  })
}
