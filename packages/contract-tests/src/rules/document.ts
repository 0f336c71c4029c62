/** What the document that is served must be. */
export const documentRules = {
  'document-valid': {
    says: 'The document is OpenAPI 3.1: its version, its title, its operations with their responses and schemas.',
    why: 'Tools that generate clients, docs and mocks from it stop at the first thing that is invalid.',
  },
  'document-references': {
    says: 'Every reference in the document resolves to something in it.',
    why: 'A tool that follows a reference to nothing stops, or leaves the type out.',
  },
  'document-operations': {
    says: 'Every operation has an id of its own and at least one response.',
    why: 'The ids become the names of functions in clients.',
  },
  'document-errors': {
    says: 'The statuses in `x-errors` are exactly the error statuses among the responses, each with its codes.',
    why: 'Clients tell errors apart by what `x-errors` lists.',
  },
  'document-parameters': {
    says: 'The parameters in a path are exactly those that the operation declares.',
    why: 'A client cannot fill in what it is not told about.',
  },
  'document-served': {
    says: 'The document is served as JSON to any origin, by GET and HEAD, and asks caches to revalidate.',
    why: 'Tools in a browser read it too, and a stale document describes another server.',
  },
  'document-conditional': {
    says: 'With the `ETag` of the document in `If-None-Match`, the response is 304 without a body; with another, it is 200.',
    why: 'RFC 9110 §13.1.2; those who look for changes do not fetch all of it each time.',
  },
  'document-compressed': {
    says: 'The document is compressed for those who accept it, says so in `Vary`, and is the same document.',
    why: 'It is large, and a cache that is not told by `Vary` hands gzip to those who cannot read it.',
  },
  'answers-not-compressed': {
    says: 'Responses of operations are not compressed, whatever the client accepts.',
    why: 'They hold secrets next to input that a caller chose, and the length of a compressed response would give them away (BREACH).',
  },
} as const
