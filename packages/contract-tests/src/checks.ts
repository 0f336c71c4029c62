import { methodNotAllowed } from './checks/method-not-allowed.ts'
import { missingCredential } from './checks/missing-credential.ts'
import { reading } from './checks/reading.ts'
import { sandboxChecks } from './checks/sandbox/index.ts'
import type { Check } from './context.ts'

/** In the order in which they run. */
export const checks: readonly Check[] = [reading, missingCredential, methodNotAllowed, ...sandboxChecks]
