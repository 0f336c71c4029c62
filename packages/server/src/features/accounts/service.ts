// What other areas use of this one.
export {
  authenticateAccount,
  authorizeOperator,
  readAccessToken,
  type TokenFailure,
} from './access-tokens.ts'
export { type BrowserAccount, findBrowserAccount } from './browser-session.ts'
export { describeDevice } from './device.ts'
export { holdAccount, holdSession, liveSessions } from './queries.ts'
export { openSession } from './sessions.ts'
export { signIn } from './sign-in.ts'
export { confirmSignUp, resendSignUpCode, signUp } from './sign-up.ts'
