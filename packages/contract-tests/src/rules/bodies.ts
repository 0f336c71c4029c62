/** What a body must be, and how one that is not is refused. */
export const bodyRules = {
  'malformed-body': {
    says: 'A body that cannot be read (broken JSON, bytes that are not UTF-8, endless nesting) is refused with 400.',
    why: 'What a client sends is never a fault of the server, and half a body is never an instruction.',
  },
  'invalid-body': {
    says: 'A body that does not fit the schema is refused with 400, and what is wrong is in `details.issues`.',
    why: 'A client can only fix what it is told about.',
  },
  'unknown-member': {
    says: 'A member that is not declared is refused by name where the schema says so, and ignored elsewhere.',
    why: 'If a misspelled member is ignored, something else happens than the caller meant.',
  },
  'media-type': {
    says: 'A body of a media type that the operation does not take is refused with 415.',
    why: 'RFC 9110 §15.5.16; it also keeps out forms of other sites.',
  },
  'body-too-large': {
    says: 'A body larger than the operation takes is refused with 413, whether its length is announced or not.',
    why: 'Otherwise one request can fill the memory of the server.',
  },
} as const
