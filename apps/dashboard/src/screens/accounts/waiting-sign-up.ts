/** A sign-up of this tab that waits for its code. It is nowhere but in memory. */
export const waitingSignUp: { current: { readonly email: string; readonly password: string } | null } = {
  current: null,
}
