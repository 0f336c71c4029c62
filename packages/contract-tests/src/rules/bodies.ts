/** What a body must be, and how one that is not is refused. */
export const bodyRules = {
  'malformed-body': {
    says: 'A body that cannot be read (broken JSON, bytes that are no UTF-8, nesting without end) is refused by 400.',
    why: 'What a client sends is never a fault of the server, and half a body never an instruction.',
  },
  'invalid-body': {
    says: 'A body that does not fit the schema is refused by 400, with what is wrong in `details.issues`.',
    why: 'A client can only mend what it is told.',
  },
  'unknown-member': {
    says: 'A member that is not declared is refused by name where the schema says so, and ignored elsewhere.',
    why: 'A misspelled member that is ignored does something else than the caller meant.',
  },
  'media-type': {
    says: 'A body of a media type that the operation does not take is refused by 415.',
    why: 'RFC 9110 §15.5.16; forms of foreign sites are kept out by it too.',
  },
  'body-too-large': {
    says: 'A body larger than the operation takes is refused by 413, whether its length is announced or not.',
    why: 'Otherwise one request can fill the memory of the server.',
  },
} as const
