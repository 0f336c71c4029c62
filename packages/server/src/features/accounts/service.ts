// What other areas use of this one.
export { authenticateAccount, authorizeOperator, authorizeRole } from './access-tokens.ts'
export { type BrowserAccount, findBrowserAccount } from './browser-session.ts'
export { openSession } from './sessions.ts'
export { signIn } from './sign-in.ts'
