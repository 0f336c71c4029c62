/** What every answer is held against, whatever the request was. */
export const answerRules = {
  'server-error': {
    says: 'No request gets a 500, nor an answer that is broken off.',
    why: 'A 5xx tells a client to try again later; a fault of the server is not the client’s to mend.',
  },
  'undeclared-status': {
    says: 'The status is one that the operation declares.',
    why: 'Clients made from the document have no branch for another.',
  },
  'undeclared-code': {
    says: 'The code of an error is one that the operation lists in `x-errors`, with that status.',
    why: 'Clients tell errors apart by their code.',
  },
  'undeclared-header': {
    says: 'Every header that is sent is declared, unless HTTP, CORS or the browser asks for it.',
    why: 'What is not in the document, nobody can rely on, and nobody notices when it goes.',
  },
  'missing-header': {
    says: 'Every header that is declared as always sent is sent.',
    why: 'Clients read it without asking whether it is there.',
  },
  'content-type': {
    says: 'The body is of a media type that the answer declares.',
    why: 'Clients parse by it.',
  },
  'body-schema': {
    says: 'The body is valid against the schema of its status, and has no member beside those.',
    why: 'Types are made from the schema; a member that is not in it may be somebody’s secret.',
  },
  'error-body': {
    says: 'An error names its code, a sentence, the page about the code and the id of the request, as `X-Request-Id` does.',
    why: 'It is all that a developer has to find out what went wrong, and that support has to find the request.',
  },
  'request-id': {
    says: 'Every answer has an `X-Request-Id`, and no two the same, unless the client chose it.',
    why: 'A request that cannot be named cannot be found.',
  },
  'security-headers': {
    says: 'Answers keep browsers from guessing types and from sending the address on; pages cannot be framed; https stays https.',
    why: 'An answer shown as something else than it is, or in a foreign frame, is a way to take over an account.',
  },
  'no-store': {
    says: 'Errors, and all that is answered to a credential or to a write, must not be cached.',
    why: 'A cache would hand to one what is another’s, or keep access open after a refund.',
  },
} as const
