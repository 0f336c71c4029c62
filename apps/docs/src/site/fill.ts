import { diagramText } from '../diagrams/figure.ts'
import { code } from './fill/code.ts'
import { contractPlaceholders } from './fill/contract.ts'
import { facts } from './fill/facts.ts'
import { numbers } from './fill/numbers.ts'
import { odds } from './fill/odds.ts'
import { tablePlaceholders } from './fill/tables.ts'
import { picture } from './pictures.ts'

/** What a placeholder stands for, by its first word; what follows the colon is handed over. */
const placeholders: Readonly<Record<string, (argument: string) => string>> = {
  ...contractPlaceholders,
  ...numbers,
  ...odds,
  ...facts,
  ...tablePlaceholders,
  code,
  /** A drawing: `{{diagram:access-decision}}`. */
  diagram: diagramText,
  /** A picture of a screen: `{{screen:hosted/page-buy}}`. */
  screen: picture,
}

/**
 * Fills `{{name}}` and `{{name:argument}}` in the text of a guide.
 * @throws when one stands for nothing, naming `source`.
 */
export const fill = (text: string, source: string): string =>
  // Why a number is typed is for those who edit it.
  text
    .replaceAll(/ *<!-- number:.*?-->/g, '')
    .replaceAll(/\{\{(\w+)(?::([^}]+))?\}\}/g, (whole, name: string, argument = '') => {
      const value = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined
      if (!value) throw new Error(`${source}: ${whole} stands for nothing.`)
      try {
        return value(argument)
      } catch (cause) {
        throw new Error(`${source}: ${whole}: ${cause instanceof Error ? cause.message : cause}`, { cause })
      }
    })
