import { contract } from '@latchkey/contract'
import type { Diagram } from './diagram.ts'

const { oauth } = contract

export const oauthFlow: Diagram = {
  title: 'How an app gets a token',
  description:
    'The app calls the API without a token. Latchkey refuses and names its metadata, where the app finds out how to sign in. The app registers, then opens the authorization page in the browser with a PKCE challenge. The creator signs in and allows the scopes. The browser returns to the app with a code, which the app exchanges, with the PKCE verifier, for an access token and a refresh token.',
  drawing: {
    kind: 'sequence',
    actors: { app: 'App', browser: 'Browser', latchkey: 'Latchkey' },
    steps: [
      { from: 'app', to: 'latchkey', text: 'a call without a token' },
      { from: 'latchkey', to: 'app', text: '401, with resource_metadata', answer: true },
      { from: 'app', to: 'latchkey', text: `GET ${oauth.getProtectedResourceMetadata.path}` },
      { from: 'app', to: 'latchkey', text: `GET ${oauth.getAuthorizationServerMetadata.path}` },
      { from: 'app', to: 'latchkey', text: `POST ${oauth.registerOAuthClient.path}` },
      { from: 'latchkey', to: 'app', text: 'client_id', answer: true },
      { from: 'app', to: 'browser', text: 'opens, with code_challenge' },
      { from: 'browser', to: 'latchkey', text: `GET ${oauth.authorizeOAuthClient.path}` },
      { over: 'browser', note: 'The creator signs in, and allows the scopes' },
      { from: 'latchkey', to: 'browser', text: 'redirect with code, state, iss', answer: true },
      { from: 'browser', to: 'app', text: 'redirect_uri' },
      { from: 'app', to: 'latchkey', text: `POST ${oauth.issueOAuthToken.path} with code_verifier` },
      { from: 'latchkey', to: 'app', text: 'access_token, refresh_token', answer: true },
      { from: 'app', to: 'latchkey', text: 'the call again, with the token' },
    ],
  },
}
