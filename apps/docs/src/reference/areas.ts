import type { Page } from '../site/page.ts'
import { areaDescription, areas, areaTitle } from './contract.ts'
import { link, paragraphs, section, table } from './markdown.ts'
import { operationsIn, operationTable } from './operations.ts'

/** The start of the reference, and a page for each area. */
export const areaPages = (): readonly Page[] => [
  {
    id: 'reference',
    title: 'Reference',
    description:
      'Every operation, schema, event and error of the API, made from the contract that the server runs.',
    body: paragraphs(
      'Everything here is generated from the contract, the same one that the server is compiled against. The whole of it is one OpenAPI 3.1 document: your server has it at [`/openapi.json`](https://latchkey.example/openapi.json), with its own URLs and limits.',
      section(
        'Operations',
        table(
          ['Area', 'What it is about', 'Operations'],
          areas.map((area) => [
            link(areaTitle(area), `/reference/${area}`),
            areaDescription(area),
            String(operationsIn(area).length),
          ]),
        ),
      ),
      section(
        'What they share',
        table(
          ['Page', 'What is there'],
          [
            [link('Errors', '/errors'), 'Each code: what it means, what to do, what to show people.'],
            [link('Webhook events', '/reference/events'), 'What your endpoints are told.'],
            [link('Schemas', '/reference/schemas'), 'Every body and its parts.'],
            [link('Scopes', '/reference/scopes'), 'What tokens and connected apps may do.'],
            [link('Roles', '/reference/roles'), 'What people may do on a handle.'],
            [link('Limits', '/reference/limits'), 'How often each operation may be called.'],
            [
              link('Idempotency and versions', '/reference/idempotency'),
              'What can be repeated, and what is never overwritten.',
            ],
            [link('Currencies', '/reference/currencies'), 'Decimals and least prices.'],
            [link('Response headers', '/reference/headers'), 'What an answer says about itself.'],
            [
              link('Extensions', '/reference/extensions'),
              'What the OpenAPI document says to tools beyond OpenAPI.',
            ],
          ],
        ),
      ),
    ),
  },
  ...areas.map((area) => ({
    id: `reference/${area}`,
    title: `${areaTitle(area)} operations`,
    description: areaDescription(area),
    body: operationTable(operationsIn(area)),
  })),
]
