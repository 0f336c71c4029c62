import { z } from '@hono/zod-openapi'
import { EXAMPLE_ORIGIN, moments } from '../example-shop.ts'
import { scopeNames } from '../scopes.ts'
import { publicName } from './names.ts'
import { PLATFORM_NAME } from './platform-name.ts'
import { exampleId, text } from './primitives.ts'
import { judgedLater } from './rules.ts'

/** What a client calls itself; blank counts as nothing. */
export const ClientName = publicName(100, 0)

/** Redirect URIs of one client. */
export const MAX_REDIRECT_URIS = 20

/** How clients prove who they are at the token and revocation endpoints. */
export const clientAuthMethods = ['none', 'client_secret_basic', 'client_secret_post'] as const
export type ClientAuthMethod = (typeof clientAuthMethods)[number]

export const grantTypes = ['authorization_code', 'refresh_token'] as const

/** Scopes as they stand in one string (RFC 6749 §3.3). */
export const scopeList = (description: string) =>
  z.string().openapi({ description, example: 'pages.read purchases.read' })

const endpoint = (path: string, description: string) =>
  z.url().openapi({ description, example: `${EXAMPLE_ORIGIN}${path}` })
const authMethods = (description: string) =>
  z.array(z.enum(clientAuthMethods)).openapi({ description, example: [...clientAuthMethods] })
const scopesSupported = z
  .array(z.enum(scopeNames))
  .openapi({ description: 'What clients may ask for.', example: [...scopeNames] })

export const AuthorizationServerMetadata = z
  .object({
    issuer: endpoint('', 'Identifier of the server, `iss` of its tokens.'),
    authorization_endpoint: endpoint('/oauth/authorize', 'Where the browser goes for consent.'),
    token_endpoint: endpoint('/oauth/token', 'Where codes and refresh tokens are exchanged.'),
    registration_endpoint: endpoint('/oauth/register', 'Where clients register (RFC 7591).'),
    revocation_endpoint: endpoint('/oauth/revoke', 'Where tokens are revoked (RFC 7009).'),
    jwks_uri: endpoint('/.well-known/jwks.json', 'The keys that verify access tokens.'),
    scopes_supported: scopesSupported,
    response_types_supported: z
      .array(z.literal('code'))
      .length(1)
      .openapi({ description: 'Only authorization codes are issued.' }),
    response_modes_supported: z
      .array(z.literal('query'))
      .length(1)
      .openapi({ description: 'Answers come back in the query of the redirect URI.' }),
    grant_types_supported: z
      .array(z.enum(grantTypes))
      .openapi({ description: 'What the token endpoint exchanges.', example: [...grantTypes] }),
    token_endpoint_auth_methods_supported: authMethods('How clients prove who they are there.'),
    revocation_endpoint_auth_methods_supported: authMethods('How clients prove who they are there.'),
    code_challenge_methods_supported: z
      .array(z.literal('S256'))
      .length(1)
      .openapi({ description: 'PKCE is required, with this method (RFC 7636).' }),
    authorization_response_iss_parameter_supported: z
      .literal(true)
      .openapi({ description: 'Redirects to the client carry `iss` (RFC 9207).' }),
    client_id_metadata_document_supported: z
      .literal(true)
      .openapi({ description: 'A `client_id` may be the URL of a document about the client.' }),
    protected_resources: z.array(z.url()).openapi({
      description: 'What the tokens are for (RFC 9728 §4).',
      example: [EXAMPLE_ORIGIN],
    }),
  })
  .openapi('AuthorizationServerMetadata', {
    description: 'What the authorization server offers (RFC 8414 §2).',
  })

export const ProtectedResourceMetadata = z
  .object({
    resource: endpoint('', 'Identifier of this API, `aud` of its tokens.'),
    resource_name: z.string().openapi({ description: 'What the API is called.', example: PLATFORM_NAME }),
    authorization_servers: z.array(z.url()).openapi({
      description: 'Who issues tokens for it.',
      example: [EXAMPLE_ORIGIN],
    }),
    scopes_supported: scopesSupported,
    bearer_methods_supported: z
      .array(z.literal('header'))
      .length(1)
      .openapi({ description: 'Tokens are sent in the `Authorization` header only.' }),
  })
  .openapi('ProtectedResourceMetadata', { description: 'How the API is protected (RFC 9728 §2).' })

const coordinate = (description: string, example: string) => z.string().openapi({ description, example })
const fixed = <const T extends string>(value: T, description: string) =>
  z.literal(value).openapi({ description })
const publicKey = {
  kid: z.string().openapi({
    description: 'Id of the key, `kid` in the header of its tokens.',
    example: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  }),
  use: fixed('sig', 'It signs (RFC 7517 §4.2).'),
  x: coordinate(
    'The public key, or its x coordinate (RFC 8037 §2, RFC 7518 §6.2).',
    '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  ),
}
export const JsonWebKeySet = z
  .object({
    keys: z
      .array(
        z.union([
          z.object({
            ...publicKey,
            kty: fixed('OKP', 'Kind of key (RFC 8037).'),
            crv: fixed('Ed25519', 'Curve of the key.'),
            alg: fixed('EdDSA', 'Algorithm of the signatures.'),
          }),
          z.object({
            ...publicKey,
            kty: fixed('EC', 'Kind of key (RFC 7518 §6.2).'),
            crv: fixed('P-256', 'Curve of the key.'),
            alg: fixed('ES256', 'Algorithm of the signatures.'),
            y: coordinate(
              'The y coordinate of the public key.',
              'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
            ),
          }),
        ]),
      )
      .openapi({ description: 'The keys, newest first.' }),
  })
  .openapi('JsonWebKeySet', { description: 'Public keys that verify access tokens (RFC 7517 §5).' })

/** A member that may be left out. Libraries write `null` or `[]` for what they do not set; that counts as left out. */
export const optionalMember = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess(
      (value) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value),
      schema.optional(),
    )
    .optional()

/** ASCII without spaces, backslashes and fragment: what every browser reads alike. */
const PLAIN_URI = String.raw`^[!"$-\[\]-~]+$`

// RFC 7591 §2: metadata that the server does not understand are ignored.
export const ClientMetadata = z
  .object({
    redirect_uris: z
      .array(
        judgedLater(
          text(2000, 1).openapi({ pattern: PLAIN_URI }),
          'must be a redirect URI as the description of `redirect_uris` says, without user name, and without parameters that the answer adds',
          'invalid_redirect_uri',
        ),
      )
      .min(1)
      .max(MAX_REDIRECT_URIS)
      .openapi({
        description:
          'Where people are sent back to: https URLs, http on a loopback address (any port then matches), and for public clients private-use schemes such as `com.example.app:/callback` (RFC 8252 §7).',
        example: ['https://client.example/callback', 'http://127.0.0.1/callback'],
      }),
    client_name: optionalMember(ClientName).openapi({
      description: 'Shown on the consent page.',
      example: 'Example notes',
    }),
    token_endpoint_auth_method: optionalMember(z.enum(clientAuthMethods)).openapi({
      description: '`client_secret_basic` unless given; `none` for public clients.',
      example: 'none',
    }),
    grant_types: optionalMember(
      judgedLater(z.array(text(200)).max(20), 'must include `authorization_code` if it names any'),
    ).openapi({
      description: 'Must include `authorization_code` if given; unknown ones are dropped.',
      example: [...grantTypes],
    }),
    response_types: optionalMember(
      judgedLater(z.array(text(200)).max(20), 'must include `code` if it names any'),
    ).openapi({
      description: 'Must include `code` if given.',
      example: ['code'],
    }),
    scope: optionalMember(
      judgedLater(text(2000), 'must hold a scope that there is, if it holds any', 'invalid_scope'),
    ).openapi({
      description:
        'What the client may ask for, separated by spaces; everything if omitted. Unknown ones are dropped.',
      example: 'pages.read purchases.read',
    }),
  })
  .openapi('OAuthClientMetadata', {
    description:
      'What a client says about itself (RFC 7591 §2). `null` or `[]` for an optional member counts as omitted.',
  })

export const EXAMPLE_CLIENT_SECRET = 'cs_8rVnZk2mQpXw5TyLbJc9HdGfE3sNaKuR'

const registeredMembers = {
  client_id: z.string().openapi({ description: 'Id of the new client.', example: exampleId('oauthClient') }),
  client_id_issued_at: z
    .number()
    .int()
    .openapi({
      description: 'When it was registered, in seconds since 1970.',
      example: Date.parse(moments.asked) / 1000,
    }),
  client_name: z.string().openapi({ description: 'Shown on the consent page.', example: 'Example notes' }),
  redirect_uris: z.array(z.string()).openapi({
    description: 'Where people are sent back to.',
    example: ['https://client.example/callback', 'http://127.0.0.1/callback'],
  }),
  grant_types: z
    .array(z.enum(grantTypes))
    .openapi({ description: 'What it may exchange for tokens.', example: [...grantTypes] }),
  response_types: z
    .array(z.literal('code'))
    .length(1)
    .openapi({ description: 'What it may be answered at its redirect URIs.' }),
  scope: scopeList('What the client may ask for.'),
}

export const RegisteredClient = z
  .union([
    z
      .object({
        ...registeredMembers,
        token_endpoint_auth_method: fixed('none', 'It has no secret to send.'),
      })
      .openapi('RegisteredPublicClient', { description: 'A client that cannot keep a secret.' }),
    z
      .object({
        ...registeredMembers,
        token_endpoint_auth_method: z
          .enum(['client_secret_basic', 'client_secret_post'])
          .openapi({ description: 'Where it sends its secret: in `Authorization`, or in the body.' }),
        client_secret: z
          .string()
          .openapi({ description: 'The secret, shown only this once.', example: EXAMPLE_CLIENT_SECRET }),
        client_secret_expires_at: z.literal(0).openapi({ description: 'It does not expire.' }),
      })
      .openapi('RegisteredConfidentialClient', { description: 'A client with a secret.' }),
  ])
  .openapi('RegisteredOAuthClient', { description: 'A client as it was registered (RFC 7591 §3.2.1).' })
