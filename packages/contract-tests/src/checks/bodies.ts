import type { Check, Context } from '../context.ts'
import type { ContractDocument, Operation } from '../document.ts'
import { each } from '../each.ts'
import { credentialFor, type RequestSpec } from '../exchange.ts'
import type { Schema } from '../openapi-object.ts'
import type { RuleId } from '../rules.ts'
import { sampleRequest } from '../sample.ts'
import { traceOf } from '../trace.ts'

/** Nobody types so deep. */
const DEPTH = 20_000

const FORM = 'application/x-www-form-urlencoded'

/** A body that must be refused. */
interface Kind {
  readonly rule: RuleId
  /** What it is, as the subject of a sentence. */
  readonly what: string
  readonly status: number
  readonly spec: Pick<RequestSpec, 'body' | 'headers'>
}

/** Bodies that cannot be read or do not fit are refused, each as what it is. */
export const bodies: Check = {
  rules: ['malformed-body', 'invalid-body', 'unknown-member', 'media-type'],
  async run(context) {
    const { operations, document, client } = context
    const withBody = operations.filter((operation) => operation.body && isReached(context, operation))
    let turn = 0
    await each(context, withBody, async (operation) => {
      const kinds = kindsFor(document, operation)
      turn += 1
      // Where few requests are allowed, each operation begins with another kind.
      for (const [index] of kinds.entries()) {
        const kind = kinds[(index + turn) % kinds.length]
        if (!kind || !client.hasQuota(operation)) return
        await tryKind(context, operation, kind)
      }
    })
  },
}

/** Whether the body is looked at, as far as that can be told: nobody is refused before. */
const isReached = ({ credentials }: Context, operation: Operation) =>
  !operation.needsCredential ||
  (credentialFor(operation, credentials) !== null && operation.parametersIn('path').length === 0)

function kindsFor(document: ContractDocument, operation: Operation): Kind[] {
  const declares = (status: number) => operation.answer(status) !== null
  const isForm = operation.body?.type === FORM
  const kinds: Kind[] = [
    ...(declares(415) ? mediaTypes(isForm) : []),
    ...(isForm ? [] : malformed),
    ...shapes(document, operation, isForm),
  ]
  return kinds.filter(({ status }) => declares(status))
}

const mediaTypes = (isForm: boolean): Kind[] => [
  {
    rule: 'media-type',
    what: 'a body of text/plain',
    status: 415,
    spec: { body: '"ct"', headers: { 'content-type': 'text/plain' } },
  },
  {
    rule: 'media-type',
    what: isForm ? 'a body of JSON' : 'a form',
    status: 415,
    spec: isForm
      ? { body: '"ct"', headers: { 'content-type': 'application/json' } }
      : { body: 'ct=1', headers: { 'content-type': FORM } },
  },
]

const malformed: readonly Kind[] = [
  { rule: 'malformed-body', what: 'half a JSON object', status: 400, spec: { body: '{"ct":' } },
  {
    rule: 'malformed-body',
    what: 'a string that is no UTF-8',
    status: 400,
    spec: { body: new Uint8Array([0x5b, 0x22, 0xc3, 0x28, 0xff, 0x22, 0x5d]) },
  },
  {
    rule: 'malformed-body',
    what: `${DEPTH} arrays in each other`,
    status: 400,
    spec: { body: '['.repeat(DEPTH) + ']'.repeat(DEPTH) },
  },
]

function shapes(document: ContractDocument, operation: Operation, isForm: boolean): Kind[] {
  if (isForm)
    return [{ rule: 'invalid-body', what: 'a form without its fields', status: 400, spec: { body: 'ct=1' } }]
  const unknown = withUnknownMember(document, operation)
  return [
    { rule: 'invalid-body', what: 'a string instead of an object', status: 400, spec: { body: '"ct"' } },
    ...(unknown
      ? [{ rule: 'unknown-member' as const, what: 'ct_unknown', status: 400, spec: { body: unknown } }]
      : []),
  ]
}

/** A body with a member that is not declared, which has to be refused for another reason too. */
function withUnknownMember(document: ContractDocument, operation: Operation): string | null {
  const schema = objectSchema(document, operation)
  if (!schema || !operation.answer(400)) return null
  const [first] = Object.keys(schema.properties ?? {})
  const candidates = [{}, ...[7, 'ct', [], {}].map((value) => (first ? { [first]: value } : {}))]
  return (
    candidates
      .map((members) => JSON.stringify({ ...members, ct_unknown: true }))
      .find((body) => traceOf(document, { ...sampleRequest(document, operation), body }) === null) ?? null
  )
}

/** Its schema, if that is an object's. Of a union each variant complains in its own way. */
function objectSchema(document: ContractDocument, { body }: Operation): Schema | null {
  const schema = body && document.resolve(body.schema)
  return schema?.properties && Object.keys(schema.properties).length > 0 ? schema : null
}

async function tryKind(context: Context, operation: Operation, { rule, what, status, spec }: Kind) {
  const { client, document, credentials, finding } = context
  const request: RequestSpec = {
    ...sampleRequest(document, operation),
    ...spec,
    as: operation.needsCredential ? credentialFor(operation, credentials) : null,
  }
  if (traceOf(document, request) !== null) return
  const exchange = await client.send(request)
  const { answer } = exchange
  // Who may not do it is told first.
  if (operation.needsCredential && [401, 403, 404].includes(answer.status)) return
  const says = (sentence: string) => finding(rule, operation, sentence, [exchange])
  if (rule === 'unknown-member') {
    const refuses = objectSchema(document, operation)?.additionalProperties === false
    const names = answer.text.includes('ct_unknown')
    if (answer.status !== status) says(`A body that does not fit got ${answer.status} instead of ${status}.`)
    else if (refuses && !names)
      says('Its schema refuses members that it does not have; the 400 does not name `ct_unknown`.')
    else if (!refuses && names)
      says('Its schema ignores members that it does not have; the 400 names `ct_unknown`.')
  } else if (answer.status !== status) {
    says(`For ${what} it answered ${answer.status} instead of ${status}.`)
  } else if (status === 400 && isInvalidRequest(operation) && !hasIssues(answer.json)) {
    says(`For ${what} it answered 400 without telling what is wrong in \`details.issues\`.`)
  }
}

/** Whether a 400 is `invalid_request` with its issues; OAuth endpoints describe it in words. */
const isInvalidRequest = (operation: Operation) =>
  operation.answers.some(({ status, code }) => status === 400 && code === 'invalid_request') &&
  operation.body?.type !== FORM

function hasIssues(json: unknown): boolean {
  const details = typeof json === 'object' && json !== null && 'details' in json ? json.details : null
  const issues =
    typeof details === 'object' && details !== null && 'issues' in details ? details.issues : null
  return Array.isArray(issues) && issues.length > 0
}
