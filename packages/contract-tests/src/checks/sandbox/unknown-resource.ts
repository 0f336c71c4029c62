import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import { sampleRequest } from '../../sample.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { each, sandboxOf } from './each.ts'

const RULE = 'unknown-resource'
const NOBODY = 'ct-nobody-at-all'

/** What is not there is not there, whoever asks. */
export const unknownResource: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const handle = await s.handle()
    const named = context.operations.filter(
      (operation) => operation.parametersIn('path').length > 0 && codesOf(operation).length > 0,
    )
    await each(named, async (operation) => {
      const names = operation.parametersIn('path').map(({ name }) => name)
      if (names.includes('handle')) await notFound(context, s, operation, NOBODY)
      // The examples of the document are of nobody here.
      if (names.some((name) => name !== 'handle')) await notFound(context, s, operation, handle)
    })
  },
}

/** The codes by which the operation says that something it names is not there. */
const codesOf = ({ answers }: Operation): readonly string[] =>
  answers.flatMap(({ status, code }) =>
    status === 404 && code !== null && code !== 'not_found' ? [code] : [],
  )

async function notFound(context: Context, s: Sandbox, operation: Operation, handle: string) {
  const kind = operation.credentials[0] ?? null
  const isQueue = operation.object['x-audience'] === 'operator'
  const as = isQueue ? (await s.operator())?.credential : await s.credential(kind)
  if (as === undefined) return
  const spec = sampleRequest(context.document, operation)
  const params = { ...spec.params, ...(spec.params?.handle !== undefined && { handle }) }
  const exchange = await context.client.send({ ...spec, params, as })
  const { status, code } = exchange.answer
  if (status === 404 && codesOf(operation).some((one) => one === code)) return
  const what = handle === NOBODY ? 'a handle' : 'something'
  const sentence = `For ${what} that does not exist it got ${status} ${code ?? ''} instead of 404 ${codesOf(operation).join(' or ')}.`
  context.finding(RULE, operation, sentence, [exchange])
}
