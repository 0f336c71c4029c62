import { answerMutants } from './answers.ts'
import { documentMutants } from './documents.ts'
import { fuzzMutants } from './fuzz.ts'
import type { Mutant } from './mutant.ts'
import { requestMutants } from './requests.ts'
import { sandboxMutants } from './sandbox.ts'

/** Faults that a run without a sandbox is to notice. */
export const mutants: readonly Mutant[] = [
  ...answerMutants,
  ...requestMutants,
  ...documentMutants,
  ...fuzzMutants,
]

/** Every fault that is put between the contract tests and a server, to see whether they notice. */
export const everyMutant: readonly Mutant[] = [...mutants, ...sandboxMutants]
