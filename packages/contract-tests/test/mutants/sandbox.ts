import type { Mutant } from './mutant.ts'
import { effectsMutants } from './sandbox-effects.ts'
import { rightsMutants } from './sandbox-rights.ts'
import { secretsMutants } from './sandbox-secrets.ts'

/** One fault at least for each rule of the sandbox. */
export const sandboxMutants: readonly Mutant[] = [...rightsMutants, ...effectsMutants, ...secretsMutants]
