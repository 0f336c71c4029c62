// What other areas use of this one.
export {
  authenticateAccount,
  authorizePlatformOperator,
  readAccessToken,
  type TokenFailure,
} from './access-tokens.ts'
export { type BrowserAccount, findBrowserAccount } from './browser-session.ts'
export { describeDevice } from './device.ts'
export { findAccount, holdAccount, holdingSession, holdSession, liveSessions } from './queries.ts'
export { openSession } from './sessions.ts'
export { signIn } from './sign-in.ts'
export { confirmSignUp, resendSignUpCode, signUp } from './sign-up.ts'
