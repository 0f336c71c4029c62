// `AbortSignal.any`, `AbortSignal.timeout` and `throwIfAborted` are missing in Safari 17.0 and in React Native, where
// signals do not know their reason either.

/** Why the signal was aborted. */
export function abortReason(signal: AbortSignal): unknown {
  if (signal.reason !== undefined) return signal.reason
  const error = new Error('The call was ended.')
  error.name = 'AbortError'
  return error
}

/** @throws the reason of the signal when it was aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReason(signal)
}

/** Calls `listener` when the signal is aborted, at once when it was before. @returns what stops listening. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) listener()
  else signal.addEventListener('abort', listener, { once: true })
  return () => signal.removeEventListener('abort', listener)
}

/** Waits for something that goes on for others: an aborted signal ends the wait only. @throws its reason then. */
export async function abortable<T>(waited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await waited
  let off = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    off = onAbort(signal, () => reject(abortReason(signal)))
  })
  return await Promise.race([waited, aborted]).finally(() => off())
}
