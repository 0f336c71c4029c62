import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Semaphore } from '../../platform/semaphore.ts'

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// A hash costs as much CPU as dozens of other requests, so only some run at once and the rest wait.
const running = new Semaphore(Math.max(1, Math.floor(availableParallelism() / 2)))

/** Keyboards and systems write the same character differently (NIST SP 800-63B §5.1.1.2). */
const normalized = (password: string): string => password.normalize('NFKC')

/** argon2id hash of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> =>
  running.run(() => hash(normalized(password), parameters))

/** Whether the password fits. Without a stored hash the same work is done, and the answer is no. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  if (stored !== undefined) return await running.run(() => verify(stored, normalized(password)))
  await hashPassword(password)
  return false
}
