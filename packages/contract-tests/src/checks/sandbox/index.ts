import type { Check } from '../../context.ts'
import { foreignCredential } from './foreign-credential.ts'
import { tenantIsolation } from './tenant-isolation.ts'
import { walk } from './walk.ts'

/** What `--sandbox` checks, in the order in which it does; what uses something up comes last. */
export const sandboxChecks: readonly Check[] = [walk, foreignCredential, tenantIsolation]
