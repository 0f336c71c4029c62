/**
 * What names the seller on the buyer's card statement, after the platform's prefix: the handle, in capitals, cut to
 * what fits. Stripe wants a letter in it; without one there is none.
 */
export function statementSuffix(handle: string, length: number): string | null {
  const suffix = handle.toUpperCase().slice(0, length).replace(/-+$/, '')
  return /[A-Z]/.test(suffix) ? suffix : null
}
