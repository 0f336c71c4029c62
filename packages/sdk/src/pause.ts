import { abortReason, onAbort } from './abort.ts'
import { TransportError } from './errors.ts'

/** Waits some milliseconds, or until `wake` calls what it is given. @throws the reason of the signal once it is aborted. */
export function pause(
  milliseconds: number,
  signal?: AbortSignal,
  wake?: (up: () => void) => () => void,
): Promise<void> {
  const undo: (() => void)[] = []
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    undo.push(() => clearTimeout(timer))
    if (signal) undo.push(onAbort(signal, () => reject(abortReason(signal))))
    if (wake) undo.push(wake(resolve))
  }).finally(() => {
    for (const each of undo) each()
  })
}

/** Makes a call up to three times while no answer arrives; only for what may take effect twice. */
export async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries === 3 || !(error instanceof TransportError)) throw error
      await pause(250 * tries)
    }
  }
}
