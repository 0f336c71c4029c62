// What composes the guards of the whole.
export { orPersonalToken, withoutPersonalTokens } from './guards.ts'
export { endTokens } from './tokens.ts'
