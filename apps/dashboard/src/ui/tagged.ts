/** Something with the `ETag` that `If-Match` of a change takes. */
export interface Tagged<T> {
  readonly value: T
  readonly etag: string
}

/** Keeps the `ETag` of an answer beside its body: `withTag(latchkey.files.getFile({ path }))`. Throws the error. */
export async function withTag<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Tagged<NonNullable<T>>> {
  const { data, error, response } = await answer
  if (error !== undefined) throw error
  return { value: data as NonNullable<T>, etag: response.headers.get('etag') ?? '' }
}
