/** What a check of its own sends requests for. */
export const requestRules = {
  'missing-credential': {
    says: 'An operation that needs a credential answers 401 without one, and tells how to authenticate.',
    why: 'Otherwise strangers read or change what is not theirs.',
  },
  'method-not-allowed': {
    says: 'A method that a path does not have is answered 405, with `Allow` naming those that it has.',
    why: 'RFC 9110 §15.5.6; a client learns what it did wrong, and nothing happens by mistake.',
  },
} as const
