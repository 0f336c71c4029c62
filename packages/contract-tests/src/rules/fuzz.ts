/** What inputs made from the schemas are sent for. */
export const fuzzRules = {
  'valid-input-refused': {
    says: 'Input that the schemas and `x-rules` of an operation allow is not refused for its shape.',
    why: 'Clients check their forms by the document; what it allows and the server refuses surprises their users.',
  },
  'invalid-input-accepted': {
    says: 'Input that the schemas of an operation do not allow is refused.',
    why: 'What is stored against the schema comes back in answers that no client can read; what is ignored, somebody believed to have sent.',
  },
} as const
