import { answering, asking, json, jsonAnswer, type Mutant, type PassingRequest } from './mutant.ts'

const search = ({ path }: PassingRequest) => new URLSearchParams(path.split('?')[1] ?? '')

const refused = (path: string) => ({
  ...jsonAnswer(400, {
    error: 'invalid_request',
    message: 'The request is not valid.',
    requestId: 'req_1',
    docUrl: 'https://docs.latchkey.example/errors/invalid_request',
    details: { issues: [{ path, message: 'is not allowed' }] },
  }),
})

/** Refuses what `isOdd` says, by naming a member. */
const refusing =
  (path: string, isOdd: (request: PassingRequest) => boolean, operation: string): Mutant['start'] =>
  () =>
  async (request, ask) =>
    request.operation === operation && isOdd(request) ? refused(path) : await ask(request)

/** Puts another value in place of one that is wrong. */
const lenient = (name: string, instead: (value: string) => string | null, operation: string) =>
  asking((request) => {
    const query = search(request)
    const value = query.get(name)
    if (value === null) return
    const next = instead(value)
    if (next === null) query.delete(name)
    else query.set(name, next)
    request.path = `${request.path.split('?')[0]}?${query}`
  }, operation)

const args = ['--fuzz', '80', '--seed', '1']

const limitOf = (request: PassingRequest) => Number(search(request).get('limit') ?? '50')

/** Faults that only some inputs bring to light. */
export const fuzzMutants: readonly Mutant[] = [
  {
    name: 'a limit over 50 is refused',
    rule: 'valid-input-refused',
    operations: ['listHandles'],
    args,
    start: refusing('query.limit', (request) => limitOf(request) > 50, 'listHandles'),
  },
  {
    name: 'a limit from 90 on is refused',
    rule: 'valid-input-refused',
    operations: ['listPages'],
    args,
    start: refusing('query.limit', (request) => limitOf(request) >= 90, 'listPages'),
  },
  {
    name: 'a filter is refused that the document has',
    rule: 'valid-input-refused',
    operations: ['listPages'],
    args,
    start: refusing('query.state', (request) => search(request).get('state') === 'ARCHIVED', 'listPages'),
  },
  {
    name: 'a time with another zone is refused',
    rule: 'valid-input-refused',
    operations: ['listSales'],
    args: ['--fuzz', '300', '--seed', '1'],
    start: refusing('query.from', (request) => /[+]/.test(search(request).get('from') ?? ''), 'listSales'),
    survives: '`x-rules` says in words when `from` is refused, so any refusal of it may be that one.',
  },
  {
    name: 'a limit of 0 is taken as 1',
    rule: 'invalid-input-accepted',
    operations: ['listHandles'],
    args,
    start: lenient('limit', (value) => (value === '0' ? '1' : value), 'listHandles'),
  },
  {
    name: 'a limit over 100 is taken as 100',
    rule: 'invalid-input-accepted',
    operations: ['listHandles'],
    args,
    start: lenient('limit', (value) => (Number(value) > 100 ? '100' : value), 'listHandles'),
  },
  {
    name: 'half a limit is rounded',
    rule: 'invalid-input-accepted',
    operations: ['listHandles'],
    args,
    start: lenient('limit', (value) => (value.includes('.') ? '7' : value), 'listHandles'),
  },
  {
    name: 'a state in small letters is understood',
    rule: 'invalid-input-accepted',
    operations: ['listPages'],
    args,
    start: lenient('state', (value) => value.toUpperCase(), 'listPages'),
  },
  {
    name: 'a state that there is not is ignored',
    rule: 'invalid-input-accepted',
    operations: ['listPages'],
    args,
    start: lenient('state', (value) => (value === 'nothing' ? null : value), 'listPages'),
  },
  {
    name: 'any body ends a session',
    rule: 'invalid-input-accepted',
    operations: ['signOut'],
    args,
    start: () => async (request, ask) =>
      request.operation === 'signOut'
        ? { status: 204, headers: {}, body: Buffer.alloc(0) }
        : await ask(request),
  },
  {
    name: 'a cursor that cannot be read makes the server fail',
    rule: 'server-error',
    operations: ['listHandles'],
    args,
    start: answering(
      (answer, request) =>
        answer.status === 400 && search(request).has('cursor') && Object.assign(answer, { status: 500 }),
      'listHandles',
    ),
  },
  {
    name: 'a NUL in a path makes the server fail',
    rule: 'server-error',
    operations: ['getPublicPage'],
    args: ['--fuzz', '300', '--seed', '1'],
    start: answering(
      (answer, { path }) => path.includes('%00') && Object.assign(answer, { status: 500 }),
      'getPublicPage',
    ),
  },
  {
    name: 'a list as a body makes the server fail',
    rule: 'server-error',
    operations: ['signOut'],
    args,
    start: answering(
      (answer, { body }) => body.toString().startsWith('[') && Object.assign(answer, { status: 500 }),
      'signOut',
    ),
  },
  {
    name: 'an odd limit breaks the connection',
    rule: 'server-error',
    operations: ['listHandles'],
    args,
    start: () => async (request, ask) => {
      if (request.operation === 'listHandles' && limitOf(request) < 1) throw new Error('broken off')
      return await ask(request)
    },
  },
  {
    name: '422 for a cursor that cannot be read',
    rule: 'undeclared-status',
    operations: ['listHandles'],
    args,
    start: answering(
      (answer, request) =>
        answer.status === 400 && search(request).has('cursor') && Object.assign(answer, { status: 422 }),
      'listHandles',
    ),
  },
  {
    name: 'a code of its own for a limit that is too high',
    rule: 'undeclared-code',
    operations: ['listHandles'],
    args,
    start: answering(
      (answer, request) =>
        answer.status === 400 &&
        limitOf(request) > 100 &&
        json((body) => Object.assign(body, { error: 'limit_too_high' }))(answer),
      'listHandles',
    ),
  },
  {
    name: 'an error repeats the input beside its members',
    rule: 'body-schema',
    operations: ['listHandles'],
    args,
    start: answering(
      json((body, { status }) => status === 400 && Object.assign(body, { input: 'x' })),
      'listHandles',
    ),
  },
]
