import { operations } from '../src/reference/contract.ts'
import type { Block } from '../src/site/fences.ts'
import { prefilled } from '../src/try-it/form.ts'
import { formOf } from '../src/try-it/form-of.ts'
import { sdkText } from '../src/try-it/samples.ts'

/** The SDK code that the forms of all operations begin with, as one sample. */
export function tryItSamples(): Block {
  const calls = operations.flatMap(({ id }) => {
    const form = formOf(id)
    const text = sdkText(form, { ...prefilled(form, () => 'key-1'), hasToken: true })
    return text === null ? [] : [`{\n${text.replace(/^import .*$/m, '')}\nvoid [data, error, response]\n}`]
  })
  const code = ["import { createLatchkey } from '@latchkey/sdk'", ...calls].join('\n')
  return { page: 'try-it', language: 'ts', meta: new Map([['title', 'forms.ts']]), code }
}
