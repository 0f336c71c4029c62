/** What every answer is held against, whatever the request was. */
export const answerRules = {
  'server-error': {
    says: 'No request gets a 500, or a response that breaks off.',
    why: 'A 5xx tells a client to try again later; a fault of the server is not the client’s to fix.',
  },
  'undeclared-status': {
    says: 'The status is one that the operation declares.',
    why: 'Clients generated from the document have no branch for any other.',
  },
  'undeclared-code': {
    says: 'The code of an error is one that the operation lists in `x-errors`, with that status.',
    why: 'Clients tell errors apart by their code.',
  },
  'undeclared-header': {
    says: 'Every header that is sent is declared, unless HTTP, CORS or the browser asks for it.',
    why: 'Nobody can rely on what is not in the document, and nobody notices when it goes.',
  },
  'missing-header': {
    says: 'Every header that is declared as always sent is sent.',
    why: 'Clients read it without asking whether it is there.',
  },
  'content-type': {
    says: 'The body is of a media type that the response declares.',
    why: 'It tells clients how to parse the body.',
  },
  'body-schema': {
    says: 'The body is valid against the schema of its status, and has no other members.',
    why: 'Types are generated from the schema; a member that is not in it may be somebody’s secret.',
  },
  'error-body': {
    says: 'An error has its code, a sentence, a link to the docs about the code, and the same request id as `X-Request-Id`.',
    why: 'It is all that a developer has to find out what went wrong, and that support has to find the request.',
  },
  'request-id': {
    says: 'Every answer has an `X-Request-Id`, and no two the same, unless the client chose it.',
    why: 'A request that cannot be named cannot be found.',
  },
  'security-headers': {
    says: 'Responses keep browsers from guessing types and from passing the URL on; pages cannot be framed; https stays https.',
    why: 'A response shown as something that it is not, or in somebody else’s frame, is a way to take over an account.',
  },
  'no-store': {
    says: 'Errors, and every response to a credential or to a write, must not be cached.',
    why: 'A cache would give somebody what is not theirs, or keep access open after a refund.',
  },
} as const
