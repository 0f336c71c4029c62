import { invalid } from '../api/errors.ts'
import type { Parameter } from '../api/parameters.ts'

export const longestDescriptor = 22

/**
 * What stands on a buyer's statement: Latin characters, at least one letter, none that banks garble.
 * [docs: Statement descriptors]
 * @param shortest 5 for a whole descriptor, 2 for a prefix
 */
export function descriptor(shortest: number, longest = longestDescriptor): Parameter<string> {
  return (value, name) => {
    if (typeof value !== 'string') return invalid('Invalid string', name)
    if (value.length < shortest || value.length > longest) {
      return invalid(`The statement descriptor must have ${shortest} to ${longest} characters.`, name)
    }
    if (/[<>\\'"*]/.test(value)) {
      const message = `The statement descriptor must not contain any of < > \\ ' " *.`
      return invalid(message, name, 'invalid_characters')
    }
    if (!/^[\x20-\x7e\u00c0-\u024f]+$/.test(value) || !/\p{L}/u.test(value)) {
      const message = 'The statement descriptor must be of Latin characters, at least one of them a letter.'
      return invalid(message, name, 'invalid_characters')
    }
    return value
  }
}
