import { TransportError } from './errors.ts'

/** Makes a call up to three times while no answer arrives; only for what may take effect twice. */
export async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries === 3 || !TransportError.is(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 250 * tries))
    }
  }
}
