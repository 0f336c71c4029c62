import { OpenAPIHono, z } from '@hono/zod-openapi'
import { moments } from './example-shop.ts'
import { headerComponent, type ResponseHeader, responseHeaders } from './headers.ts'
import { contract } from './index.ts'
import { oauth } from './oauth.ts'
import { describeReferences } from './openapi-described.ts'
import { errorResponseComponents } from './openapi-errors.ts'
import { addAllExamples } from './openapi-examples.ts'
import { markExtensibleEnums } from './openapi-extensible-enums.ts'
import { referencePage } from './openapi-extensions.ts'
import { inOrder } from './openapi-order.ts'
import { toOpenApiRoute } from './openapi-route.ts'
import type { Credential, OperationDefinition } from './route.ts'
import { exampleId } from './schemas/primitives.ts'
import { scopes } from './scopes.ts'
import { webhookEvents } from './webhook-events.ts'

const areaDescriptions: Record<keyof typeof contract, string> = {
  visitors: 'Buyers and readers: magic links, sessions, and what they have access to.',
  pages: 'Published pages, and who may see them.',
  checkout: 'Payment through Stripe, its confirmation, and refunds.',
  revenue: 'The Stripe Connect account of a handle, and its earnings.',
  support: 'Reports of problems and abuse, and the queues where they are handled.',
  'group-buys': 'Offers that are activated once enough visitors want them.',
  files: 'Files that creators share with everyone or with certain addresses.',
  accounts: 'Creators: signing up, signing in, sessions and passwords.',
  handles: 'The names that creators work under: profile, people, audit log.',
  tokens: 'Personal access tokens of a handle, for scripts.',
  automation: 'What scripts and connected apps can do with their own token, within its scopes.',
  webhooks: 'Endpoints of creators that receive events, and the deliveries to them.',
  oauth: 'Clients that act for creators: discovery, registration, consent, tokens.',
}

// The Standard Webhooks scheme.
const webhookHeaders = z.object({
  'webhook-id': z.string().openapi({
    description: 'Id of the event, the same on every attempt. Ignore an id you have seen before.',
    example: exampleId('webhookDelivery'),
  }),
  'webhook-timestamp': z.string().openapi({
    description: 'When this attempt was sent, in seconds since 1970.',
    example: String(Date.parse(moments.sold) / 1000),
  }),
  'webhook-signature': z.string().openapi({
    description:
      'Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  }),
})

export { exampleOf } from './openapi-examples.ts'

type Areas = Readonly<Record<string, Readonly<Record<string, OperationDefinition>>>>

/** The contract as an OpenAPI 3.1 document; `openapi/openapi.json` is its output. `areas` may be in any order. */
export const openApiDocument = (areas: Areas = contract) => completeDocument(areas).document

/** The same, with where it lacks an example. */
export function completeDocument(areas: Areas = contract) {
  const document = bareDocument(areas)
  describeReferences(document)
  markExtensibleEnums(document)
  const withoutExample = addAllExamples(document)
  return { document: inOrder(document), withoutExample }
}

function bareDocument(areas: Areas) {
  const app = new OpenAPIHono()
  const { openAPIRegistry: registry } = app
  const scheme = (
    name: Credential,
    definition: Parameters<typeof registry.registerComponent<'securitySchemes'>>[2],
  ) => registry.registerComponent('securitySchemes', name, definition)
  scheme('visitorCookie', {
    type: 'apiKey',
    in: 'cookie',
    name: '_10x_visitor',
    description: 'Set by `verifyMagicLink` and by the magic link itself. Accepted on the same origin only.',
  })
  scheme('visitorToken', {
    type: 'http',
    scheme: 'bearer',
    description:
      '`sessionToken` of `verifyMagicLink` (`vst_…`), where cookies are blocked or the origin differs.',
  })
  scheme('accessToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: '`accessToken` of `signIn`.',
  })
  scheme('personalToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A personal access token of the handle (`patv1_…`), made by `createToken`.',
  })
  scheme('personalTokenHeader', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same personal access token, for tools that cannot set `Authorization`.',
  })
  scheme('clientBasic', {
    type: 'http',
    scheme: 'basic',
    description:
      'Id and secret of an OAuth client that registered for `client_secret_basic` (RFC 6749 §2.3.1). Other clients send them, or the id alone, in the body.',
  })
  scheme('oauth', {
    type: 'oauth2',
    description: '`access_token` of `issueOAuthToken`.',
    flows: {
      authorizationCode: {
        authorizationUrl: oauth.authorizeOAuthClient.path,
        tokenUrl: oauth.issueOAuthToken.path,
        refreshUrl: oauth.issueOAuthToken.path,
        scopes,
      },
    },
  })
  for (const [name, { description, example }] of Object.entries(responseHeaders)) {
    for (const required of [true, false]) {
      registry.registerComponent('headers', headerComponent(name as ResponseHeader, required), {
        description,
        required,
        schema: { type: 'string', examples: [example] },
      })
    }
  }
  for (const [area, operations] of Object.entries(areas)) {
    for (const [operationId, operation] of Object.entries(operations)) {
      registry.registerPath(toOpenApiRoute(area, operationId, operation))
    }
  }
  const operations = Object.values(contract).flatMap((area) => Object.values<OperationDefinition>(area))
  for (const { name, response, body } of errorResponseComponents(operations)) {
    registry.registerComponent('responses', name, response)
    if (body) registry.register(body.name, body.schema)
  }
  for (const { type, summary, description, body, example } of webhookEvents) {
    registry.registerWebhook({
      operationId: type,
      method: 'post',
      path: type,
      tags: ['webhooks'],
      summary,
      description,
      security: [],
      request: {
        headers: webhookHeaders,
        body: { required: true, content: { 'application/json': { schema: body, example } } },
      },
      responses: { '2XX': { description: 'Received. Any other response is retried.' } },
      externalDocs: referencePage('events', type),
      'x-audience': 'client',
    })
  }
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '2.0.0',
      description:
        'Sell access to pages: visitors sign in by magic link, pay through Stripe, and keep access until a refund.\n\nResponses are JSON, whatever `Accept` says; only operations that declare `text/csv` honor it. Unless an operation says otherwise, its responses must not be cached (`Cache-Control: no-store`). They are never compressed, because they hold secrets next to input chosen by callers (BREACH). This document itself is compressed according to `Accept-Encoding`, and has an `ETag`.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [
      {
        url: '{scheme}://{publicDomain}',
        variables: {
          scheme: { default: 'http', enum: ['http', 'https'] },
          publicDomain: { default: 'localhost:8787' },
        },
      },
    ],
    tags: Object.entries(areaDescriptions).map(([name, description]) => ({
      name,
      description,
      externalDocs: referencePage(name),
    })),
  })
  const text = JSON.stringify([document.paths, document.components?.responses])
  const headers = Object.entries(document.components?.headers ?? {})
  const used = headers.filter(([name]) => text.includes(`"#/components/headers/${name}"`))
  return { ...document, components: { ...document.components, headers: Object.fromEntries(used) } }
}
