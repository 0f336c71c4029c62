/** What inputs made from the schemas are sent for. */
export const fuzzRules = {
  'valid-input-refused': {
    says: 'Input that the schemas and `x-rules` of an operation allow is not refused for its shape.',
    why: 'Clients validate their forms by the document; their users are surprised by what it allows and the server refuses.',
  },
  'invalid-input-accepted': {
    says: 'Input that the schemas of an operation do not allow is refused.',
    why: 'What is stored against the schema comes back in responses that no client can read; and somebody believes to have sent what is ignored.',
  },
} as const
