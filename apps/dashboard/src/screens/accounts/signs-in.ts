import { auth } from '../../app/latchkey.ts'

/** Signs in after something else that is done for good, and that need not be done again where this fails. */
export const signsIn = (credentials: { email: string; password: string }): Promise<boolean> =>
  auth.signIn(credentials).then(
    ({ data }) => data !== undefined,
    () => false,
  )
