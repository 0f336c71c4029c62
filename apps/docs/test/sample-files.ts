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

/**
 * Writes each sample into a file of its own: as it is when it has a name, and as the inside of a function otherwise.
 * @returns the names of the files, with that of what they share.
 */
export function writeSamples(consumer: Consumer, samples: readonly Block[]): string[] {
  consumer.write('samples/shared.d.ts', sharedDeclarations(consumer, leftToTheReader))
  const names = samples.map(({ page, language, meta, code }, index) => {
    const title = meta.get('title')
    const isFile = typeof title === 'string'
    // One page may show two states of a file.
    const name = `samples/${page}/${index}/${isFile ? title : `fragment.${language === 'js' ? 'ts' : language}`}`
    consumer.write(name, isFile ? code : asModule(code))
    return name
  })
  return ['samples/shared.d.ts', ...names]
}
