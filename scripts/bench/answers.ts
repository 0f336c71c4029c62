// Whether both contenders do the same: what is fast because it does something else is no equivalent.
import { type BenchRequest, headersOf } from './load.ts'

/** Makes one of the requests. */
export async function ask(
  origin: string,
  request: BenchRequest,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(origin + request.path, {
    method: 'POST',
    headers: headersOf(request),
    ...(request.body !== undefined && { body: request.body }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** @throws unless both answer with the same status and the same members. */
export async function sameAnswers(
  bare: string,
  latchkey: string,
  [one, other]: readonly [BenchRequest, BenchRequest],
): Promise<void> {
  const [left, right] = [await ask(bare, one), await ask(latchkey, other)]
  const membersOf = ({ status, body }: typeof left) => `${status} ${Object.keys(body).toSorted()}`
  if (membersOf(left) !== membersOf(right)) {
    throw new Error(
      `${one.path}: bare answered ${JSON.stringify(left)}, and Latchkey ${JSON.stringify(right)}.`,
    )
  }
}
