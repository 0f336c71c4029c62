import type { Check, Context } from '../context.ts'
import type { Operation } from '../document.ts'
import { each } from '../each.ts'
import type { RequestSpec } from '../exchange.ts'
import type { Parameter } from '../openapi-object.ts'
import { sampleRequest } from '../sample.ts'

/** Hardly any schema of a parameter takes it. */
const UNFIT = '.ct.'

/** Query parameters: unknown, repeated, and of another shape. */
export const queries: Check = {
  rules: ['unknown-query', 'repeated-query', 'invalid-query'],
  async run(context) {
    const open = context.operations.filter(
      (operation) => operation.isSafe && (!operation.needsCredential || credentialFor(context, operation)),
    )
    await each(context, open, async (operation) => {
      const request = { ...sampleRequest(context.document, operation), as: credentialFor(context, operation) }
      await checkUnknown(context, operation, request)
      // Pages say what is wrong in words, and the authorization endpoint to the client.
      if (!operation.answer(400)?.types.includes('application/json')) return
      for (const parameter of operation.parametersIn('query')) {
        if (!context.client.hasQuota(operation)) return
        await checkRepeated(context, operation, request, parameter)
        await checkUnfit(context, operation, request, parameter)
      }
    })
  },
}

const credentialFor = ({ credentials }: Context, { credentials: kinds }: Operation) =>
  kinds.flatMap((kind) => (kind === null ? [] : [credentials.get(kind) ?? []])).flat()[0] ?? null

async function checkUnknown(
  { client, finding }: Context,
  operation: Operation,
  request: RequestSpec,
): Promise<void> {
  const without = await client.send(request)
  const exchange = await client.send({ ...request, query: { ...request.query, ct_unknown: '1' } })
  if (exchange.answer.status === without.answer.status) return
  const sentence = `With \`ct_unknown=1\` it answered ${exchange.answer.status}, without it ${without.answer.status}.`
  finding('unknown-query', operation, sentence, [without, exchange])
}

async function checkRepeated(
  { client, finding }: Context,
  operation: Operation,
  request: RequestSpec,
  { name, schema, example }: Parameter,
): Promise<void> {
  if ([schema.type].flat().includes('array')) return
  const value = String(example ?? schema.example ?? schema.enum?.[0] ?? schema.minimum ?? 'ct')
  const exchange = await client.send({ ...request, query: { ...request.query, [name]: [value, value] } })
  const { status } = exchange.answer
  if (status >= 400) return
  finding('repeated-query', operation, `\`${name}\` twice got ${status} instead of 400.`, [exchange])
}

async function checkUnfit(
  { client, finding }: Context,
  operation: Operation,
  request: RequestSpec,
  parameter: Parameter,
): Promise<void> {
  const { name } = parameter
  if (operation.parameterProblem(parameter, UNFIT) === null) return
  const exchange = await client.send({ ...request, query: { ...request.query, [name]: UNFIT } })
  const { status, text } = exchange.answer
  const says = (sentence: string) => finding('invalid-query', operation, sentence, [exchange])
  if (status < 400) says(`\`${name}=${UNFIT}\` got ${status} instead of 400.`)
  else if (status === 400 && !text.includes(name)) says(`The 400 for \`${name}=${UNFIT}\` does not name it.`)
}
