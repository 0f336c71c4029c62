// What the dashboard says about errors and limits, taken from the contract when it is built: the contract itself, with
// its schemas, stays out of the browser.
import * as contract from '@latchkey/contract'
import type { Plugin } from 'vite'

/** The module that screens import. `src/from-contract.d.ts` has its types. */
const NAME = 'virtual:contract'

/** By code: what to say to people, and what to do about it. */
export const errorTexts = Object.fromEntries(
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

/** By operation: the role that it needs, where that is more than the least. */
export const requiredRoles = Object.fromEntries(
  Object.values(contract.contract)
    .flatMap((area) => Object.entries<contract.OperationDefinition>(area))
    .flatMap(([id, { auth }]) => (auth.role && auth.role !== 'CREATOR' ? [[id, auth.role]] : [])),
)

const webhookEvents = Object.fromEntries(contract.webhookEvents.map(({ type, summary }) => [type, summary]))

const tables = { errorTexts, requiredRoles, scopes: contract.scopes, webhookEvents }

const source = [...Object.entries(tables), ...constants]
  .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
  .join('\n')

/** Gives screens `virtual:contract`. */
export const fromContract = (): Plugin => ({
  name: 'latchkey:from-contract',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? source : null),
})
