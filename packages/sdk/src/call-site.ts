// V8 and JavaScriptCore have it; elsewhere a stack begins inside the SDK.
type Capture = (target: object, below: (...input: never) => unknown) => void

/** The stack as of now, from the caller of `below` on. Engines make text of it only when it is read. */
export function callSite(below: (...input: never) => unknown): Error {
  const site = new Error()
  ;(Error as { captureStackTrace?: Capture }).captureStackTrace?.(site, below)
  return site
}

/** Gives an error the stack of the place where the call was made, instead of that where it failed. */
export function pointAt<E extends Error>(site: Error, error: E): E {
  // V8 puts the error in front of its frames; other engines do not.
  const stack = site.stack?.replace(/^Error:? ?(?=\n|$)/, () => String(error))
  if (stack) error.stack = stack
  return error
}
