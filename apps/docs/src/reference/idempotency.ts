import type { OperationDefinition } from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { operationPath, operations } from './contract.ts'
import { code, link, paragraphs, section, table } from './markdown.ts'

type Kind = NonNullable<OperationDefinition['idempotency']>

const meanings: Record<Kind, string> = {
  transaction:
    'The response is stored together with the effect. When no response arrived, either all of it happened or nothing did; repeat the request with the same key, and you get the one or have the other done.',
  resumable:
    'The operation also acts at Stripe, so a part may have happened when no response arrived. Repeat the request with the same key until there is a response below 500: it goes on where it was, and never charges or refunds twice.',
}

/** Whether an operation can be repeated, and how. */
export function describeRepetition({ idempotency, method, readOnly }: OperationDefinition): string {
  if (idempotency) {
    return paragraphs(
      `Send an \`Idempotency-Key\`, and [repeating the request](/reference/idempotency) has no second effect (${code(idempotency)}). ${meanings[idempotency]}`,
      'The SDK makes a key for each call by itself.',
    )
  }
  if (method !== 'post' || readOnly)
    return 'It can be repeated freely: it takes no `Idempotency-Key`, and needs none.'
  return 'It takes no `Idempotency-Key`. The description says what a second call does.'
}

/** What is said of `If-Match`. */
export const describeVersions = ({ ifMatch }: OperationDefinition): string =>
  ifMatch
    ? 'Send the `ETag` of what you have read as `If-Match`. If somebody has changed it meanwhile, nothing happens, and the answer is [`precondition_failed`](/errors/precondition_failed). Without the header, the last write wins.'
    : ''

/** Which operations take a key, and what it does for them. */
export function idempotencyPage(): Page {
  const keyed = operations.flatMap(({ id, area, definition }) =>
    definition.idempotency ? [{ id, area, kind: definition.idempotency, definition }] : [],
  )
  const versioned = operations.filter(({ definition }) => definition.ifMatch)
  return {
    id: 'reference/idempotency',
    title: 'Idempotency and versions',
    description: 'Which operations take an Idempotency-Key, which take If-Match, and what each of them does.',
    body: paragraphs(
      'A request whose answer is lost can be sent again without a second effect: with the same `Idempotency-Key`, for 24 hours. A key is for one request; with another body, query or version the answer is [`idempotency_key_reused`](/errors/idempotency_key_reused), and while the first one still runs it is [`idempotency_in_progress`](/errors/idempotency_in_progress). A stored response comes with `Idempotent-Replayed: true`.',
      ...(Object.keys(meanings) as Kind[]).map((kind) =>
        section(
          kind === 'transaction' ? 'All or nothing: `transaction`' : 'Goes on where it was: `resumable`',
          meanings[kind],
          table(
            ['Operation', 'Request'],
            keyed
              .filter((each) => each.kind === kind)
              .map(({ id, area, definition }) => [
                link(code(id), operationPath({ area, id })),
                code(`${definition.method.toUpperCase()} ${definition.path}`),
              ]),
          ),
        ),
      ),
      section(
        'Changes to one version: `If-Match`',
        'These take the `ETag` of what you have read, so that nobody overwrites what somebody else has just saved.',
        table(
          ['Operation', 'Request'],
          versioned.map(({ id, area, definition }) => [
            link(code(id), operationPath({ area, id })),
            code(`${definition.method.toUpperCase()} ${definition.path}`),
          ]),
        ),
      ),
      section(
        'Everything else',
        '`GET`, `PUT` and `DELETE` can be repeated freely. What a second `POST` does without a key, the page of the operation says.',
      ),
    ),
  }
}
