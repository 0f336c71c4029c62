import { literal, shellQuoted } from '../reference/literal.ts'
import { type Field, type Filled, type Form, keyOf } from './form.ts'
import { buildRequest, parseJson } from './request.ts'

/** Whether the call carries a token: where one is needed, and where one is there. */
const isSigned = ({ credential: { kind, optional } }: Form, { hasToken }: Filled): boolean =>
  kind !== 'none' && kind !== 'cookie' && (!optional || hasToken)

/** The call as a curl command, with `$TOKEN` for the token; or what is wrong with what was filled in. */
export function curlText(form: Form, filled: Filled): string {
  const built = buildRequest(form, filled, form.origin)
  if ('problem' in built) return `# ${built.problem}`
  const { url, method, headers, body } = built
  const usual = method === (body === null ? 'GET' : 'POST')
  return [
    `curl -isS${usual ? '' : ` -X ${method}`} ${shellQuoted(url)}`,
    ...(isSigned(form, filled) ? ['-H "authorization: Bearer $TOKEN"'] : []),
    ...(form.credential.kind === 'cookie' ? ['-b "_10x_visitor=$SESSION"'] : []),
    ...headers.map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${shellQuoted(body)}`]),
  ].join(' \\\n  ')
}

const typed = ({ type }: Field, text: string): unknown => {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** The call by the SDK; `null` where the SDK has no method for it. */
export function sdkText(form: Form, filled: Filled): string | null {
  if (form.area === null) return null
  const built = buildRequest(form, filled, form.origin)
  if ('problem' in built) return `// ${built.problem}`
  const within = (place: Field['in']) => {
    const entries = form.fields
      .filter((field) => field.in === place)
      .map((field) => [field.name, typed(field, filled.fields[keyOf(field)] ?? '')] as const)
      .filter(([, value]) => value !== '')
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
  const body = built.body === null ? null : parseJson(built.body)
  const input = {
    path: within('path'),
    query: within('query'),
    header: within('header'),
    ...(body && 'value' in body && { body: body.value }),
    ...(filled.csv && { accept: 'text/csv' }),
  }
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  const argument = given.length > 0 ? literal(Object.fromEntries(given)) : ''
  const token = isSigned(form, filled) ? ', token: process.env.TOKEN' : ''
  return [
    "import { createLatchkey } from '@latchkey/sdk'",
    '',
    `const latchkey = createLatchkey({ baseUrl: ${literal(form.origin)}${token} })`,
    `const { data, error, response } = await latchkey.${form.area}.${form.operation}(${argument})`,
    '',
  ].join('\n')
}
