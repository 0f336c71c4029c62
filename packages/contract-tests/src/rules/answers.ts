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
} as const
