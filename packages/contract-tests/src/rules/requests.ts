import { bodyRules } from './bodies.ts'
import { discoveryRules } from './discovery.ts'
import { documentRules } from './document.ts'
import { httpRules } from './http.ts'

/** What a check of its own sends requests for. */
export const requestRules = {
  ...documentRules,
  ...discoveryRules,
  ...httpRules,
  ...bodyRules,
  'missing-credential': {
    says: 'An operation that needs a credential answers 401 without one, and says how to authenticate.',
    why: 'Otherwise strangers read or change what is not theirs.',
  },
  'wrong-credential': {
    says: 'A credential that was never issued is answered 401, wherever one is needed.',
    why: 'Otherwise anybody who sends anything is let in.',
  },
} as const
