/** Where links of creators may lead. */
export const linkSchemes = ['https', 'http', 'mailto', 'tel']

// Browsers take a backslash for a slash, and ignore some characters in front.
const OTHER_HOST = /^[\s\0]*[/\\]{2}/
const SCHEME = /^[\s\0]*([a-z][a-z0-9+.-]*):/i

/** Whether a destination becomes a link; one that does not is shown as it was typed. */
export function isAllowedLink(url: string): boolean {
  const scheme = SCHEME.exec(url)?.[1]
  return scheme === undefined ? !OTHER_HOST.test(url) : linkSchemes.includes(scheme.toLowerCase())
}
