import { z } from '@hono/zod-openapi'
import { scopeNames } from '../scopes.ts'
import { publicName } from './names.ts'
import { text } from './primitives.ts'
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

export const AuthorizationServerMetadata = z
  .object({
    issuer: z.url(),
    authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    registration_endpoint: z.url(),
    revocation_endpoint: z.url(),
    jwks_uri: z.url(),
    scopes_supported: z.array(z.enum(scopeNames)),
    response_types_supported: z.tuple([z.literal('code')]),
    response_modes_supported: z.tuple([z.literal('query')]),
    grant_types_supported: z.array(z.enum(grantTypes)),
    token_endpoint_auth_methods_supported: z.array(z.enum(clientAuthMethods)),
    revocation_endpoint_auth_methods_supported: z.array(z.enum(clientAuthMethods)),
    code_challenge_methods_supported: z.tuple([z.literal('S256')]),
    authorization_response_iss_parameter_supported: z.literal(true),
    client_id_metadata_document_supported: z.literal(true),
    protected_resources: z.array(z.url()),
  })
  .openapi('AuthorizationServerMetadata', {
    description: 'What the authorization server offers (RFC 8414 §2).',
  })

export const ProtectedResourceMetadata = z
  .object({
    resource: z.url(),
    resource_name: z.string(),
    authorization_servers: z.array(z.url()),
    scopes_supported: z.array(z.enum(scopeNames)),
    bearer_methods_supported: z.tuple([z.literal('header')]),
  })
  .openapi('ProtectedResourceMetadata', { description: 'How the API is protected (RFC 9728 §2).' })

const publicKey = { kid: z.string(), use: z.literal('sig'), x: z.string() }
export const JsonWebKeySet = z
  .object({
    keys: z.array(
      z.union([
        z.object({ ...publicKey, kty: z.literal('OKP'), crv: z.literal('Ed25519'), alg: z.literal('EdDSA') }),
        z.object({
          ...publicKey,
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          alg: z.literal('ES256'),
          y: z.string(),
        }),
      ]),
    ),
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
    }),
    grant_types: optionalMember(
      judgedLater(z.array(text(200)).max(20), 'must include `authorization_code` if it names any'),
    ).openapi({
      description: 'Must include `authorization_code` if given; unknown ones are dropped.',
    }),
    response_types: optionalMember(
      judgedLater(z.array(text(200)).max(20), 'must include `code` if it names any'),
    ).openapi({
      description: 'Must include `code` if given.',
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

const registeredMembers = {
  client_id: z.string().openapi({ example: 'cli_01jd6z3v9kf2x8t5w4q7r1m0ce' }),
  client_id_issued_at: z.number().int().openapi({ description: 'Seconds since 1970.' }),
  client_name: z.string(),
  redirect_uris: z.array(z.string()),
  grant_types: z.array(z.enum(grantTypes)),
  response_types: z.tuple([z.literal('code')]),
  scope: scopeList('What the client may ask for.'),
}

export const RegisteredClient = z
  .union([
    z
      .object({ ...registeredMembers, token_endpoint_auth_method: z.literal('none') })
      .openapi('RegisteredPublicClient', { description: 'A client that cannot keep a secret.' }),
    z
      .object({
        ...registeredMembers,
        token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post']),
        client_secret: z.string().openapi({ description: 'Shown only this once.' }),
        client_secret_expires_at: z.literal(0).openapi({ description: 'It does not expire.' }),
      })
      .openapi('RegisteredConfidentialClient', { description: 'A client with a secret.' }),
  ])
  .openapi('RegisteredOAuthClient', { description: 'A client as it was registered (RFC 7591 §3.2.1).' })
