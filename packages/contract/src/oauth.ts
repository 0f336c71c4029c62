import { z } from '@hono/zod-openapi'
import { ACCESS_TOKEN_SECONDS, EXAMPLE_JWT, EXAMPLE_REFRESH_TOKEN, REPLAY_SECONDS } from './accounts.ts'
import { EXAMPLE_ORIGIN } from './example-shop.ts'
import { defineOperations } from './route.ts'
import {
  AuthorizationServerMetadata,
  ClientMetadata,
  EXAMPLE_CLIENT_SECRET,
  JsonWebKeySet,
  ProtectedResourceMetadata,
  RegisteredClient,
  scopeList,
} from './schemas/oauth.ts'
import { exampleId, text } from './schemas/primitives.ts'
import { judgedLater } from './schemas/rules.ts'

/** Seconds an authorization code lives. */
export const AUTHORIZATION_CODE_SECONDS = 60
/** Seconds a consent page may wait for its answer. */
export const CONSENT_SECONDS = 10 * 60
/** Days after which a client that was never given a token is removed. */
export const UNUSED_CLIENT_DAYS = 30
/** A parameter of the authorization request. Repeated ones arrive as a list, for the handler to refuse. */
const authorizationParameter = (description: string, example: string) =>
  z
    .union([z.string().max(4000), z.array(z.string()).max(10)])
    .optional()
    .openapi({ type: 'string', maxLength: 4000, description, example })

/** A parameter of a form. One without a value counts as left out (RFC 6749 §3.2). */
const formParameter = (description: string, example: string, schema = text(4000)) =>
  schema
    .transform((value) => (value === '' ? undefined : value))
    .optional()
    .openapi({ ...ofText(4000), description, example })

/** Keywords of `text`, which a transformation or a union of it has lost. */
const ofText = (maxLength: number) => ({ type: 'string', maxLength, pattern: '^[^\\u0000]*$' }) as const

const needed = (grant: string) => judgedLater(text(4000), `is required when \`grant_type\` is \`${grant}\``)

const clientCredentials = {
  client_id: formParameter(
    'For clients that do not authenticate with the Authorization header.',
    exampleId('oauthClient'),
  ),
  client_secret: formParameter('For clients registered for `client_secret_post`.', EXAMPLE_CLIENT_SECRET),
}

const TokenRequest = z
  .object({
    grant_type: text(200, 1).openapi({
      description: '`authorization_code` or `refresh_token`.',
      example: 'authorization_code',
    }),
    code: formParameter('The authorization code.', 'oac_T5qZ8vKxN2wYpLb7RcJm', needed('authorization_code')),
    code_verifier: formParameter(
      'The PKCE verifier of the authorization request.',
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      needed('authorization_code'),
    ),
    redirect_uri: formParameter(
      'If sent, the one from the authorization request.',
      'https://client.example/callback',
    ),
    refresh_token: formParameter(
      'The refresh token to exchange.',
      EXAMPLE_REFRESH_TOKEN,
      needed('refresh_token'),
    ),
    scope: formParameter(
      'When refreshing: a subset of what was granted; if omitted, all of it. Unknown scopes are ignored.',
      'pages.read',
    ),
    resource: z
      .union([text(2000), z.array(text(2000)).max(5)])
      .optional()
      .openapi({
        ...ofText(2000),
        description: 'The issuer, when sent (RFC 8707).',
        example: EXAMPLE_ORIGIN,
      }),
    ...clientCredentials,
  })
  .openapi('OAuthTokenRequest', { description: 'A code or refresh token to exchange (RFC 6749 §4.1.3, §6).' })

const OAuthTokens = z
  .object({
    access_token: z.string().openapi({
      description: 'JWT (RFC 9068), sent as `Authorization: Bearer`.',
      example: EXAMPLE_JWT,
    }),
    token_type: z.literal('Bearer').openapi({ description: 'How it is sent (RFC 6750).' }),
    expires_in: z.number().int().openapi({
      description: 'Seconds until the access token expires.',
      example: ACCESS_TOKEN_SECONDS,
    }),
    refresh_token: z.string().openapi({
      description: 'Single use. Exchange it for the next pair.',
      example: EXAMPLE_REFRESH_TOKEN,
    }),
    scope: scopeList('What the access token may be used for.'),
  })
  .openapi('OAuthTokens', { description: 'Tokens of a grant (RFC 6749 §5.1).' })

export const oauth = defineOperations({
  getAuthorizationServerMetadata: {
    method: 'get',
    path: '/.well-known/oauth-authorization-server',
    host: 'api',
    summary: 'Get authorization server metadata',
    description: 'Returns the endpoints and capabilities of the authorization server (RFC 8414).',
    auth: { subject: 'anyone' },
    success: { 200: { description: 'The metadata.', body: AuthorizationServerMetadata } },
    errors: [],
    limits: { ip: '600/1m' },
    cors: true,
  },
  getJwks: {
    method: 'get',
    path: '/.well-known/jwks.json',
    host: 'api',
    summary: 'Get the signing keys',
    description:
      'Returns the public keys that verify access tokens (RFC 7517), newest first. After a rotation, older keys stay as long as the tokens they signed.',
    auth: { subject: 'anyone' },
    success: { 200: { description: 'The keys.', body: JsonWebKeySet } },
    errors: [],
    limits: { ip: '600/1m' },
    cors: true,
  },
  getProtectedResourceMetadata: {
    method: 'get',
    path: '/.well-known/oauth-protected-resource',
    host: 'api',
    summary: 'Get protected resource metadata',
    description:
      'Returns which authorization server issues tokens for this API (RFC 9728). Every 401 points here with `resource_metadata` in `WWW-Authenticate`.',
    auth: { subject: 'anyone' },
    success: { 200: { description: 'The metadata.', body: ProtectedResourceMetadata } },
    errors: [],
    limits: { ip: '600/1m' },
    cors: true,
  },
  registerOAuthClient: {
    method: 'post',
    path: '/oauth/register',
    host: 'api',
    summary: 'Register a client',
    description:
      "Registers an OAuth client dynamically (RFC 7591); open to anyone. Metadata not listed here is ignored. With an account's access token as bearer the client is that account's, who then sees its redirect URIs when one does not match.",
    auth: { subject: 'anyone' },
    accepts: ['accessToken'],
    body: ClientMetadata,
    success: { 201: { description: 'The client as it was registered.', body: RegisteredClient } },
    errors: [],
    oauthErrors: {
      own: ['invalid_redirect_uri', 'invalid_client_metadata', 'invalid_scope', 'invalid_token'],
      invalidInput: 'invalid_client_metadata',
    },
    limits: { ip: '10/1h' },
    cors: true,
  },
  authorizeOAuthClient: {
    method: 'get',
    path: '/oauth/authorize',
    host: 'api',
    summary: 'Authorize a client',
    description:
      'Asks for consent to a client, after signing the account in, in a browser (the authorization endpoint, RFC 6749 §3.1). Until the account has decided, errors go back to the client only when the redirect URI is its own and the account has connected it before (RFC 9700 §4.11.2); otherwise a page says what is wrong.',
    auth: { subject: 'anyone' },
    query: z.object({
      client_id: authorizationParameter(
        'From the registration, or the URL of a client ID metadata document.',
        exampleId('oauthClient'),
      ),
      redirect_uri: authorizationParameter(
        'One that is registered, matched character by character; the port of a loopback address may differ. May be omitted if only one is registered.',
        'https://client.example/callback',
      ),
      response_type: authorizationParameter('Always `code`.', 'code'),
      response_mode: authorizationParameter('`query`, or omitted.', 'query'),
      scope: authorizationParameter(
        'Separated by spaces; if omitted, all scopes of the client. Unknown ones are ignored.',
        'pages.read purchases.read',
      ),
      state: authorizationParameter('Returned unchanged.', 'af0ifjsldkj'),
      code_challenge: authorizationParameter(
        'BASE64URL(SHA256(code_verifier)) (RFC 7636 §4.2).',
        'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      ),
      code_challenge_method: authorizationParameter('Always `S256`.', 'S256'),
      resource: authorizationParameter('The issuer, or omitted (RFC 8707).', EXAMPLE_ORIGIN),
      prompt: authorizationParameter(
        'Separated by spaces. `login` asks for the password even if someone is signed in. `consent` is always asked for. `none` asks nothing, and so returns an error (OpenID Connect Core §3.1.2.1).',
        'login',
      ),
    }),
    errorsAsHtml: true,
    success: {
      200: { description: 'The sign-in page, or the consent page.', html: true },
      303: { description: 'Back to a connected client with an error.', redirect: true },
    },
    errors: [
      'oauth_client_not_found',
      'oauth_client_document_invalid',
      'oauth_redirect_uri_mismatch',
      'oauth_request_refused',
    ],
    limits: { ip: '120/10m' },
  },
  decideOAuthConsent: {
    method: 'post',
    path: '/oauth/authorize/decision',
    host: 'api',
    summary: 'Submit a consent decision',
    description:
      'Submits the decision on the consent page, once, by the account it was shown to. Leads back to the client with `code`, or with `error=access_denied`, and with `state` and `iss` (RFC 9207).',
    auth: { subject: 'anyone' },
    form: z
      .object({
        ticket: text(100, 1).openapi({
          description: 'From the consent page; works once.',
          example: 'tkt_9XkQ2mZr7VbLwNc4',
        }),
        decision: z.enum(['allow', 'deny']).openapi({ description: 'Which button was pressed.' }),
      })
      .openapi('OAuthConsentDecision', { description: 'What the consent page sends.' }),
    errorsAsHtml: true,
    success: { 303: { description: 'Back to the client.', redirect: true } },
    errors: ['oauth_consent_expired', 'cross_site_form'],
    limits: { ip: '120/10m' },
  },
  issueOAuthToken: {
    method: 'post',
    path: '/oauth/token',
    host: 'api',
    summary: 'Exchange a grant for tokens',
    description: `Exchanges an authorization code or a refresh token for tokens (the token endpoint, RFC 6749 §3.2). A code used twice revokes what it granted. A refresh token is replaced each time it is used. Sent again within ${REPLAY_SECONDS} seconds, it returns the same successor as long as that is unused; sent again later, it ends the whole grant.`,
    auth: { subject: 'anyone' },
    accepts: ['clientBasic'],
    form: TokenRequest,
    bodyExample: { refresh_token: undefined, scope: undefined, client_secret: undefined },
    success: { 200: { description: 'The tokens.', body: OAuthTokens } },
    errors: [],
    oauthErrors: {
      own: [
        'invalid_request',
        'invalid_client',
        'invalid_grant',
        'unsupported_grant_type',
        'invalid_scope',
        'invalid_target',
      ],
      invalidInput: 'invalid_request',
    },
    limits: { ip: '300/1m' },
    cors: true,
  },
  revokeOAuthToken: {
    method: 'post',
    path: '/oauth/revoke',
    host: 'api',
    summary: 'Revoke a token',
    description:
      'Revokes a token of an OAuth client (RFC 7009). The access and refresh tokens end together and at once, whichever is sent. Succeeds even if the token is unknown or has already ended.',
    auth: { subject: 'anyone' },
    accepts: ['clientBasic'],
    form: z
      .object({
        token: text(4000, 1).openapi({
          description: 'The access or refresh token.',
          example: EXAMPLE_REFRESH_TOKEN,
        }),
        token_type_hint: formParameter('Not needed; either kind is found.', 'refresh_token'),
        ...clientCredentials,
      })
      .openapi('OAuthRevocationRequest', { description: 'A token to revoke (RFC 7009 §2.1).' }),
    bodyExample: { client_secret: undefined },
    success: { 200: { description: 'The token no longer works, or never did.', empty: true } },
    errors: [],
    oauthErrors: {
      own: ['invalid_request', 'invalid_client', 'invalid_grant'],
      invalidInput: 'invalid_request',
    },
    limits: { ip: '300/1m' },
    cors: true,
  },
})
