/** The value of a decimal digit of any script: Unicode has them in runs of ten, from zero on. */
function digitValue(digit: string): string {
  let value = 0
  for (let code = digit.codePointAt(0) ?? 0; /\p{Nd}/u.test(String.fromCodePoint(code - 1)); code--) value++
  return String(value % 10)
}

/**
 * A code as it was mailed, from the way it was typed: digits of any script and width, with spaces, hyphens and other
 * punctuation, and with what comes along unseen when text is copied.
 */
export const codeAsTyped = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replaceAll(/[\s\p{P}\p{Cf}]/gu, '')
    .replaceAll(/\p{Nd}/gu, digitValue)
    .toLowerCase()
