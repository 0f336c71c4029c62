import { LatchkeyError } from '@latchkey/sdk'

/** Where an error is to be shown. */
interface PlacedError<Field extends string> {
  /** What is wrong in a field, as a sentence; `undefined` if nothing is. */
  at(field: Field): string | undefined
  /** The error, for an `ErrorNotice`, unless all of it stands at fields; `null` if there is nothing left to say. */
  readonly rest: unknown
}

/**
 * Makes what puts an error of a write at the fields of its form.
 * @param fields members of the body that the form has a field for; what is wrong within a member (`body.title.0`)
 *   stands at its field
 * @param codes error codes that are about one field, such as `slug_taken`
 */
export const placer =
  (explain: (error: unknown) => { readonly title: string }) =>
  <Field extends string>(
    error: unknown,
    fields: readonly Field[],
    codes: Readonly<Record<string, Field>> = {},
  ): PlacedError<Field> => {
    const found = new Map<Field, string>()
    let isPlaced = false
    if (LatchkeyError.is(error)) {
      const field = codes[error.rawCode]
      if (field) found.set(field, explain(error).title)
      const issues = issuesOf(error)
      for (const { path, message } of issues) {
        const name = fields.find((each) => path === `body.${each}` || path.startsWith(`body.${each}.`))
        if (name && !found.has(name)) found.set(name, sentence(message))
      }
      isPlaced =
        field !== undefined ||
        (issues.length > 0 &&
          issues.every(({ path }) => fields.some((each) => `${path}.`.startsWith(`body.${each}.`))))
    }
    return { at: (field) => found.get(field), rest: isPlaced ? null : (error ?? null) }
  }

interface Issue {
  readonly path: string
  readonly message: string
}

/** What `invalid_request` and its like list. */
export function issuesOf(error: unknown): readonly Issue[] {
  if (!LatchkeyError.is(error)) return []
  const { issues } = (error.details ?? {}) as { issues?: readonly Issue[] }
  return Array.isArray(issues) ? issues : []
}

/** The contract says `must be …` of a member; beside a field it is a sentence. */
const sentence = (message: string) =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.')
