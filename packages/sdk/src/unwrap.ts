type Outcome = { data?: unknown; error?: Error | undefined }
type DataOf<R> = Extract<R, { error?: undefined }> extends { data: infer Data } ? Data : undefined

/**
 * The data of a call, for code that handles errors in one place.
 * @throws LatchkeyError when the API answered one; TransportError when no answer of Latchkey arrived.
 */
export async function unwrap<R extends Outcome>(result: R | PromiseLike<R>): Promise<DataOf<R>> {
  const { data, error } = await result
  if (error) throw error
  return data as DataOf<R>
}
