export { authorizeToken, withoutScopedTokens } from './access-tokens.ts'
export { SIGN_IN_PATH, showSignIn, submitSignIn } from './sign-in.ts'
