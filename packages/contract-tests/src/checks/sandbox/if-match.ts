import type { Check, Context } from '../../context.ts'
import type { Operation } from '../../document.ts'
import type { RequestSpec } from '../../exchange.ts'
import { each, sandboxOf, validRequest } from './each.ts'

const RULE = 'if-match'

/** Whoever changes what somebody else has changed meanwhile is told so. */
export const ifMatch: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const { document } = context
    const guarded = context.operations.filter((operation) =>
      operation.parametersIn('header').some(({ name }) => name.toLowerCase() === 'if-match'),
    )
    await each(guarded, async (operation) => {
      const read = document.operations.find(({ path, isSafe }) => isSafe && path === operation.path)
      const change = await validRequest(s, operation)
      if (read && change) await changeTwice(context, read, operation, change)
    })
  },
}

async function changeTwice(context: Context, read: Operation, operation: Operation, change: RequestSpec) {
  const { client } = context
  const look = () =>
    client.send({ operation: read, as: change.as ?? null, ...(change.params && { params: change.params }) })
  const changeIf = (etag: string) =>
    client.send({ ...change, headers: { ...change.headers, 'if-match': etag } })
  const before = await look()
  const etag = before.answer.headers.etag
  if (etag === undefined) {
    context.finding(RULE, read, 'It has no ETag, which a change could name.', [before])
    return
  }
  const says = (sentence: string, ...shown: (typeof before)[]) =>
    context.finding(RULE, operation, sentence, [before, ...shown])

  const refused = await changeIf('"of-another-state"')
  const kept = await look()
  if (refused.answer.status !== 412)
    says(`With another ETag in If-Match it got ${refused.answer.status} instead of 412.`, refused)
  else if (kept.answer.text !== before.answer.text)
    says('It was answered 412, and changed all the same.', refused, kept)

  const changed = await changeIf(etag)
  if (changed.answer.status >= 300) {
    says(`With its own ETag in If-Match it got ${changed.answer.status}.`, changed)
    return
  }
  if (operation.method === 'DELETE') return
  const after = await look()
  if (after.answer.text === before.answer.text) return
  if (after.answer.headers.etag === etag) says('It was changed, and its ETag was not.', changed, after)
  const late = await changeIf(etag)
  if (late.answer.status !== 412)
    says(`With the ETag of an earlier state it got ${late.answer.status} instead of 412.`, changed, late)
}
