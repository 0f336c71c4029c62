/** What a difference means for those who wrote against the released document. */
export type Level = 'breaking' | 'additive' | 'patch'

interface Rule {
  readonly level: Level
  /** For them, in one sentence. */
  readonly says: string
}

const breaking = (says: string): Rule => ({ level: 'breaking', says })
const additive = (says: string): Rule => ({ level: 'additive', says })
const patch = (says: string): Rule => ({ level: 'patch', says })

const documents = {
  'document-changed': breaking('A member of the document changed that no rule knows.'),
  'schema-name-removed': breaking('A type of this name is gone from the SDK.'),
  'schema-name-added': patch('The SDK has a type of this name.'),
  'security-scheme-removed': breaking('No operation takes this credential any more.'),
  'security-scheme-added': patch('The document describes another credential.'),
  'security-scheme-changed': breaking('A credential is sent or obtained in another way.'),
  'oauth-scope-removed': breaking('Clients that ask for this scope are refused.'),
  'oauth-scope-added': additive('Clients can ask for this scope.'),
}

const operations = {
  'operation-removed': breaking('Nothing answers calls of it any more.'),
  'operation-added': additive('It can be called.'),
  'operation-path-changed': breaking('Nothing answers at its old path.'),
  'operation-method-changed': breaking('Its old method is not allowed any more.'),
  'operation-renamed': breaking('Its method in the SDK has another name.'),
  'operation-moved': breaking('Its method in the SDK is in another namespace.'),
  'operation-deprecated': additive('It should not be used any more; its description says so.'),
  'operation-deprecated-without-notice': breaking(
    'It is marked as deprecated, but its description does not say so, nor what to use in its place.',
  ),
  'operation-undeprecated': patch('It may be used again.'),
  'operation-audience-changed': patch('It is meant for others than before.'),
  'operation-changed': breaking('A member of it changed that no rule knows.'),
}

const access = {
  'credential-removed': breaking('A credential that opened it does not any more.'),
  'credential-added': additive('Another credential opens it.'),
  'credential-required': breaking('Without a credential it answers 401.'),
  'credential-not-required': additive('It needs no credential any more.'),
  'scope-required': breaking('Tokens without this scope are refused.'),
  'scope-not-required': additive('Tokens do not need this scope any more.'),
  'scope-changed': breaking('Tokens need another scope.'),
  'role-raised': breaking('Accounts with a role that was enough are refused.'),
  'role-lowered': additive('A weaker role is enough.'),
  'rate-limit-tightened': breaking('Callers that stayed within the limit are throttled.'),
  'rate-limit-loosened': additive('More requests are allowed.'),
  'idempotency-removed': breaking('A repeated request can take effect twice.'),
  'idempotency-added': additive('It takes an `Idempotency-Key`.'),
  'idempotency-weakened': breaking('A request that failed may have done a part.'),
  'idempotency-strengthened': additive('A request that failed did nothing.'),
}

const requests = {
  'parameter-removed': breaking('What callers send has no effect any more, or is refused.'),
  'parameter-added': additive('It can be sent.'),
  'parameter-required-added': breaking('Requests without it are refused.'),
  'parameter-became-required': breaking('Requests without it are refused.'),
  'parameter-became-optional': additive('It may be left out.'),
  'serialization-changed': breaking('It is written in another way.'),
  'body-removed': breaking('The body that callers send has no effect any more, or is refused.'),
  'body-added': additive('A body can be sent.'),
  'body-required-added': breaking('Requests without a body are refused.'),
  'body-became-required': breaking('Requests without a body are refused.'),
  'body-became-optional': additive('The body may be left out.'),
  'body-media-type-removed': breaking('Bodies of this media type are refused.'),
  'body-media-type-added': additive('Bodies of this media type are accepted.'),
  'enforced-rule-added': breaking('Requests that break this rule are refused.'),
  'enforced-rule-removed': additive('Requests that broke this rule are accepted.'),
  'enforced-rule-changed': breaking('Requests are held to other values.'),
}

const inputs = {
  'input-member-removed': breaking('What callers send there has no effect any more, or is refused.'),
  'input-member-added': additive('It can be sent.'),
  'input-member-required-added': breaking('Requests without it are refused.'),
  'input-member-became-required': breaking('Requests without it are refused.'),
  'input-member-became-optional': additive('It may be left out.'),
  'input-members-closed': breaking('Members of other names, or with other values, are refused.'),
  'input-members-opened': additive('Members of other names, or with other values, are accepted.'),
  'input-type-changed': breaking('Values of the old type are refused.'),
  'input-type-narrowed': breaking('Values of a type that was accepted are refused.'),
  'input-type-widened': additive('Values of another type are accepted.'),
  'input-null-refused': breaking('`null` is refused.'),
  'input-null-accepted': additive('`null` is accepted.'),
  'input-alternative-removed': breaking('Values of one shape are refused.'),
  'input-alternative-added': additive('Values of another shape are accepted.'),
  'input-enum-added': breaking('Only listed values are accepted.'),
  'input-enum-removed': additive('Any value is accepted.'),
  'input-enum-narrowed': breaking('A value that was accepted is refused.'),
  'input-enum-widened': additive('Another value is accepted.'),
  'input-enum-changed': breaking('A value that was accepted is refused; another is accepted.'),
  'input-max-length-lowered': breaking('Long text is refused.'),
  'input-max-length-raised': additive('Longer text is accepted.'),
  'input-min-length-raised': breaking('Short text is refused.'),
  'input-min-length-lowered': additive('Shorter text is accepted.'),
  'input-maximum-lowered': breaking('Large numbers are refused.'),
  'input-maximum-raised': additive('Larger numbers are accepted.'),
  'input-minimum-raised': breaking('Small numbers are refused.'),
  'input-minimum-lowered': additive('Smaller numbers are accepted.'),
  'input-max-items-lowered': breaking('Long lists are refused.'),
  'input-max-items-raised': additive('Longer lists are accepted.'),
  'input-min-items-raised': breaking('Short lists are refused.'),
  'input-min-items-lowered': additive('Shorter lists are accepted.'),
  'input-pattern-added': breaking('Text that does not match is refused.'),
  'input-pattern-removed': additive('Text need not match any more.'),
  'input-pattern-changed': breaking('Text that matched may be refused.'),
  'input-format-added': breaking('Text in another format is refused.'),
  'input-format-removed': additive('Text in any format is accepted.'),
  'input-format-changed': breaking('Text in the old format is refused.'),
  'input-default-changed': breaking('Requests that leave it out mean something else.'),
  'input-constraint-added': breaking('Values that do not meet it are refused.'),
  'input-constraint-removed': additive('Values need not meet it any more.'),
  'input-constraint-changed': breaking('Values that met it may be refused.'),
}

const responses = {
  'response-status-removed': breaking('Code that waits for this status waits for ever.'),
  'response-status-added': breaking('Code gets a status that it does not know as a success.'),
  'error-status-removed': breaking('Code that handles this status is never reached.'),
  'error-status-added': additive('It can fail with this status.'),
  'response-media-type-removed': breaking('Responses of this media type are gone.'),
  'response-media-type-added': additive('It can respond in this media type.'),
  'response-header-removed': breaking('Code that reads the header finds nothing.'),
  'response-header-added': additive('Responses carry this header.'),
  'response-header-became-optional': breaking('The header can be missing.'),
  'response-header-became-required': additive('The header is always there.'),
  'response-changed': breaking('A member of the response changed that no rule knows.'),
  'error-code-removed': breaking('Code that handles this error is never reached, and does not compile.'),
  'error-code-added': additive('It can fail with this error.'),
  'error-code-status-changed': breaking('The error comes with another status.'),
  'error-code-retry-changed': breaking(
    'Whether to repeat a request after this error is answered differently.',
  ),
}

const outputs = {
  'output-member-removed': breaking('Code that reads it finds nothing.'),
  'output-member-added': additive('It can be read.'),
  'output-member-became-optional': breaking('It can be missing.'),
  'output-member-became-required': additive('It is always there.'),
  'output-members-opened': additive('Members of other names can arrive.'),
  'output-members-closed': patch('Members of other names do not arrive.'),
  'output-type-changed': breaking('It has another type.'),
  'output-type-widened': breaking('Values of a type that never came can arrive.'),
  'output-type-narrowed': additive('Values of one type do not arrive any more.'),
  'output-null-added': breaking('It can be `null`.'),
  'output-null-removed': additive('It is never `null`.'),
  'output-alternative-added': breaking('Values of a shape that never came can arrive.'),
  'output-alternative-removed': additive('Values of one shape do not arrive any more.'),
  'output-enum-added': additive('Only listed values arrive.'),
  'output-enum-removed': breaking('Any value can arrive.'),
  'output-enum-widened': breaking('A value can arrive that the closed list did not have.'),
  'output-enum-narrowed': additive('A value does not arrive any more.'),
  'output-enum-changed': breaking(
    'A value does not arrive any more; one can arrive that the closed list did not have.',
  ),
  'output-open-enum-widened': additive('A value can arrive for which the list was left open.'),
  'output-enum-opened': breaking('Values beyond the list can arrive.'),
  'output-enum-closed': additive('Values beyond the list do not arrive.'),
  // Types stay the same, and lengths of what we hand out are promised nowhere but in the document.
  'output-bound-loosened': additive('It can be longer, larger or smaller than before.'),
  'output-bound-tightened': patch('It stays within narrower bounds.'),
  'output-pattern-added': patch('Its text matches a pattern.'),
  'output-pattern-removed': breaking('Its text need not match the pattern any more.'),
  'output-pattern-changed': breaking('Its text looks different.'),
  'output-format-added': patch('Its text has a format.'),
  'output-format-removed': breaking('Its text need not have the format any more.'),
  'output-format-changed': breaking('Its text has another format.'),
  'output-constraint-added': patch('Values meet a condition.'),
  'output-constraint-removed': breaking('Values need not meet the condition any more.'),
  'output-constraint-changed': breaking('Values meet another condition.'),
  'member-deprecated': additive('It should not be used any more.'),
  'member-undeprecated': patch('It may be used again.'),
}

const events = {
  'event-removed': breaking('Endpoints do not get this event any more.'),
  'event-added': additive('Endpoints can get this event.'),
  'event-header-removed': breaking('Code that reads the header finds nothing.'),
  'event-header-added': additive('Deliveries carry this header.'),
  'event-changed': breaking('A member of the event changed that no rule knows.'),
}

/** Every difference that is looked for. */
export const rules = {
  ...documents,
  ...operations,
  ...access,
  ...requests,
  ...inputs,
  ...responses,
  ...outputs,
  ...events,
} satisfies Record<string, Rule>

export type RuleId = keyof typeof rules

export const ruleIds = Object.keys(rules) as RuleId[]
