export { authorizeToken, withoutScopedTokens } from './access-tokens.ts'
export { connectedAppHandlers } from './connected-apps.ts'
export { countGrants } from './queries.ts'
export { SIGN_IN_PATH, submitSignIn } from './sign-in.ts'
