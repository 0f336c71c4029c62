// What the dashboard says about errors and limits, taken from the contract when it is built: the contract itself, with
// its schemas, stays out of the browser.
import * as contract from '@latchkey/contract'
import type { Plugin } from 'vite'

/** The module that screens import. `src/from-contract.d.ts` has its types. */
const NAME = 'virtual:contract'

const errorTexts = Object.fromEntries(
  Object.keys(contract.errorCatalogue).map((code) => {
    const { cure } = contract.errorEntry(code as contract.ErrorCode)
    return [code, { sentence: contract.sentenceForPeople(code as contract.ErrorCode), cure }]
  }),
)

/** Its constants: `MAX_ALLOWED_ORIGINS` and the like. */
const constants = Object.entries(contract).filter(
  ([name, value]) =>
    /^[A-Z][A-Z_\d]+$/.test(name) && (typeof value === 'number' || typeof value === 'string'),
)

const source = [['errorTexts', errorTexts], ...constants]
  .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
  .join('\n')

/** Gives screens `virtual:contract`. */
export const fromContract = (): Plugin => ({
  name: 'latchkey:from-contract',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? source : null),
})
