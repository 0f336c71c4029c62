/** What only whoever owns something can find out: looked for with `--sandbox`. */
export const sandboxRules = {
  'valid-request': {
    says: 'A valid request, with everything in place that it needs, succeeds with every credential that the operation takes.',
    why: 'Nobody can rely on a promise of the document that cannot be carried out.',
  },
  'foreign-credential': {
    says: 'A credential of a kind that the operation does not take, or one that is made up, ended or altered, is answered 401 or 403.',
    why: 'A credential must open what it was given for, and only as long as it lives.',
  },
  'tenant-isolation': {
    says: 'Nobody reaches what belongs to another handle: not by its name, nor by its ids under their own handle.',
    why: 'Creators trust that no other creator sees their buyers, or changes what they sell.',
  },
  'required-role': {
    says: 'Whoever has a weaker role than `x-required-role` is answered 403 `insufficient_role`.',
    why: 'Owners give roles because they are limits.',
  },
  'required-scope': {
    says: 'A token without the scope in `x-scope` is answered 403 `insufficient_scope`.',
    why: 'Whoever makes a token for reading does not expect it to write.',
  },
  'unknown-resource': {
    says: 'A path that names something that is not there is answered 404, with the code that says what is missing.',
    why: 'Clients show what to do about it: another handle, another page, another purchase.',
  },
  'idempotent-replay': {
    says: 'The same request under the same `Idempotency-Key` gets the same response again, marked `Idempotent-Replayed: true`.',
    why: 'A client that lost a response repeats the request, and what it asks for must not happen twice.',
  },
  'idempotency-key-reuse': {
    says: 'Another body under a key that was used is answered 422 `idempotency_key_reused`.',
    why: 'Otherwise a client with a faulty key takes an old response for that to its new request.',
  },
  'idempotent-at-once': {
    says: 'Twenty equal requests at once under one key have one effect; each gets its response, or 409 `idempotency_in_progress`.',
    why: 'Retries overlap: a timeout says nothing about whether the first is still running.',
  },
  'if-match': {
    says: 'A change with the `If-Match` of an earlier state is answered 412 and changes nothing; every change makes a new `ETag`.',
    why: 'Without it the second of two editors overwrites the first, and nobody notices.',
  },
  'cursor-walk': {
    says: 'Following `nextCursor` shows every item once, even while others are added.',
    why: 'An export that loses or repeats a sale is worse than none.',
  },
  'rate-limit-announced': {
    says: 'The limits in `RateLimit-Policy` are those of `x-rate-limit`, and what is left goes down by one with each request.',
    why: 'Clients pace themselves by them.',
  },
  'rate-limit-enforced': {
    says: 'Exactly as many requests pass as `x-rate-limit` says; the next is answered 429 with `Retry-After`.',
    why: 'A throttle that never bites protects nobody; one that bites early breaks honest clients.',
  },
  enumeration: {
    says: 'Whoever asks for mail or tries a secret gets the same response for an email address that is known and for one that is not.',
    why: 'Otherwise anybody finds out who has an account, or who bought what.',
  },
  'magic-link-kept': {
    says: 'Opening a magic link by GET or HEAD consumes nothing; using it does, once.',
    why: 'Mail scanners open every link before the reader does.',
  },
  'webhook-signature': {
    says: 'Every webhook is signed with the secret of its endpoint (Standard Webhooks), with the time of its sending.',
    why: 'Nothing else tells a receiver who sent it.',
  },
  'webhook-retry': {
    says: 'A webhook that was refused is sent again, under the same `webhook-id`.',
    why: 'Receivers tell repetitions by the id; without retries every restart loses events.',
  },
  csrf: {
    says: 'For a change, a cookie counts only if the request comes from the same origin.',
    why: 'Otherwise any page that a visitor opens acts in their name.',
  },
  'oauth-metadata': {
    says: 'The discovery documents name endpoints that exist, and keys that verify access tokens.',
    why: 'Clients are configured from them alone (RFC 8414, RFC 9728).',
  },
  'oauth-pkce': {
    says: 'No code is issued without an S256 challenge, and none is redeemed without its verifier.',
    why: 'A stolen code must be worth nothing (RFC 9700 §2.1.1).',
  },
  'oauth-redirect-uri': {
    says: 'Only a redirect URI that is registered, character by character, is redirected to.',
    why: 'Otherwise a code goes to whoever wrote the link (RFC 9700 §4.1).',
  },
  'oauth-code-once': {
    says: 'A code is redeemed once; using it again revokes the tokens that it gave.',
    why: 'RFC 6749 §4.1.2: whoever comes second may be the thief, or the first was.',
  },
  'oauth-refresh-rotation': {
    says: 'Refreshing replaces the refresh token; one that was replaced, and whose successor was used, ends the grant.',
    why: 'RFC 9700 §4.14.2: that is how a stolen refresh token is noticed.',
  },
  'oauth-revocation': {
    says: 'A token that was revoked no longer opens anything.',
    why: 'RFC 7009; whoever disconnects an app means it to happen now.',
  },
  'paid-content': {
    says: 'The content of a paid page is in no response to somebody who has not paid.',
    why: 'It is what is sold.',
  },
  'refund-closes': {
    says: 'A refund ends access at once.',
    why: 'Creators are promised that money back means access gone.',
  },
  'never-cached': {
    says: 'What depends on who asks is sent with `Cache-Control: no-store`.',
    why: 'A cache would show it to others, or to somebody who lost access.',
  },
} as const
