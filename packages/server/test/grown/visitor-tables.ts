import { emailOf, few, hash, id, isHot, many, type Rows, SOME, slugOf } from './rows.ts'

/** What visitors have, besides what they buy. */
export const visitorTables = {
  visitors: many('id email created_at', (n, { at }) => [id('vis', n), emailOf(n), at(n)]),
  visitor_sessions: many('id token_hash visitor_id handle_id created_at expires_at', (n, { at, handle }) => [
    id('vse', n),
    hash('session', n),
    id('vis', isHot(n) ? 0 : n),
    n % 3 === 1 ? id('hdl', handle(n)) : null,
    at(n),
    at(n, n % 10 === 3 ? 1 : 200),
  ]),
  magic_link_challenges: many(
    'id email handle_id page_slug created_at expires_at used_at',
    (n, { at, visitor, handle }) => [
      id('chl', n),
      emailOf(visitor(n)),
      id('hdl', handle(n)),
      'hot',
      at(n),
      at(n, 0.01),
      n % 2 === 0 ? at(n) : null,
    ],
  ),
  magic_link_secrets: many('token_hash challenge_id code_hash created_at', (n, { at }) => [
    hash('link', n),
    id('chl', n),
    hash('link code', n),
    at(n),
  ]),
  wrong_codes: many('email occurred_at', (n, { at, visitor }) => [emailOf(visitor(n)), at(n)]),
  free_logins: many('page_id visitor_id first_at', (n, { at, visitor }) => [
    id('pag', isHot(n) ? n + 1 : n),
    id('vis', visitor(n)),
    at(n),
  ]),
  group_buys: few(
    'id handle_id slug title description state target_quantity interested_quantity people page_id created_at updated_at renderer',
    (n, { at, handle, few, many }) => [
      id('gby', n),
      id('hdl', handle(n)),
      slugOf(n),
      'x',
      'x',
      n < few / 2 ? 'PUBLISHED' : 'ACTIVATED',
      5,
      n === 0 ? many / 10 : 10,
      n === 0 ? many / 10 : 10,
      n === 0 ? null : id('pag', n),
      at(n),
      at(n),
      1000,
    ],
  ),
  group_buy_interests: many('id group_buy_id visitor_id quantity created_at updated_at', (n, { at, few }) => [
    id('int', n),
    id('gby', n % 10 === 0 ? 0 : n % few),
    id('vis', n),
    1,
    at(n),
    at(n),
  ]),
  mails: many(
    'id kind subject_id created_at attempt_after outcome finished_at expires_at',
    (n, { at, many }) => {
      const waits = n >= many - SOME
      const kind = n % 2 === 0 ? 'magic_link' : 'purchase_confirmed'
      return [
        id('mail', n),
        kind,
        id(n % 2 === 0 ? 'chl' : 'pur', n),
        at(n),
        at(n),
        waits ? null : 'sent',
        waits ? null : at(n),
        n % 2 === 0 ? at(n, 7) : null,
      ]
    },
  ),
} as const satisfies Record<string, Rows>
