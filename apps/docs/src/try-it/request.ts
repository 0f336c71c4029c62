import { type Field, type Filled, type Form, keyOf } from './form.ts'

/** A request that can be sent, or what is wrong with what was filled in, and where: a field, or `body`. */
export type Built =
  | {
      readonly url: string
      readonly method: string
      readonly headers: readonly (readonly [name: string, value: string])[]
      readonly body: string | null
    }
  | { readonly problem: string; readonly at: string }

/** Puts a request together, to be sent to `origin`; who sends it adds the token. */
export function buildRequest(form: Form, filled: Filled, origin: string): Built {
  const textOf = (field: Field) => filled.fields[keyOf(field)] ?? ''
  const missing = form.fields.find((field) => field.required && textOf(field) === '')
  if (missing) return { problem: `${missing.name} is required.`, at: keyOf(missing) }
  const given = form.fields.filter((field) => textOf(field) !== '')
  const within = (place: Field['in']) =>
    given.filter((field) => field.in === place).map((field) => [field.name, textOf(field)] as const)

  // What HTTP does not allow in a header would make fetch throw, without a word of where.
  const odd = given.find((field) => field.in === 'header' && !/^[\x20-\x7e]*$/.test(textOf(field)))
  if (odd) return { problem: `${odd.name} may have only ASCII characters.`, at: keyOf(odd) }

  const path = within('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => encodeURIComponent(value)),
    form.path,
  )
  const query = new URLSearchParams(within('query').map(([name, value]) => [name, value])).toString()
  const encoded = bodyOf(form, filled, within('form'))
  if (encoded && 'problem' in encoded) return encoded
  return {
    url: `${origin}${path}${query && `?${query}`}`,
    method: form.method,
    headers: [
      ...within('header').map(([name, value]) => [name.toLowerCase(), value] as const),
      ...(encoded ? [['content-type', encoded.type] as const] : []),
      ...(filled.csv ? [['accept', 'text/csv'] as const] : []),
    ],
    body: encoded ? encoded.text : null,
  }
}

function bodyOf(
  form: Form,
  { body }: Filled,
  members: readonly (readonly [string, string])[],
):
  | { readonly type: string; readonly text: string }
  | { readonly problem: string; readonly at: string }
  | null {
  if (form.fields.some((field) => field.in === 'form')) {
    return {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(members.map(([name, value]) => [name, value])).toString(),
    }
  }
  if (form.bodies.length === 0 || (form.bodyOptional && body.trim() === '')) return null
  const parsed = parseJson(body)
  if ('problem' in parsed) return { problem: parsed.problem, at: 'body' }
  return { type: 'application/json', text: body }
}

/** A JSON text, or what is wrong with it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { problem: `The body is not JSON: ${error instanceof Error ? error.message : error}.` }
  }
}
