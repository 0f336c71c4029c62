import { methodNotAllowed } from './checks/method-not-allowed.ts'
import { missingCredential } from './checks/missing-credential.ts'
import { reading } from './checks/reading.ts'
import type { Check } from './context.ts'
import { fuzz } from './fuzz/fuzz.ts'

/** In the order in which they run. */
export const checks: readonly Check[] = [reading, missingCredential, methodNotAllowed, fuzz]
