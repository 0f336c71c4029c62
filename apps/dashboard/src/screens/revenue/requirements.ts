// Stripe names what it wants by paths into the account, such as `individual.dob.day` or `person_123.verification.document`.
import { requirements as known } from '../../text/requirements.ts'

/** The sentence for a requirement; `null` for one that is not known here. */
function sentenceOf(requirement: string): string | null {
  const path = requirement.replace(
    /^(?:individual|person_\w+|representative|owners?|directors?|executives?)\./,
    '',
  )
  const isPerson = path !== requirement
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.')
    const sentence = (isPerson ? known.person[name] : undefined) ?? known.account[name]
    if (sentence) return sentence
  }
  return null
}

/** What Stripe wants, each thing said once, in its order. What is not known here is said in Stripe's own terms. */
export const requirementsInWords = (requirements: readonly string[]): string[] => [
  ...new Set(requirements.map((requirement) => sentenceOf(requirement) ?? known.other(requirement))),
]
