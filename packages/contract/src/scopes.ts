/** What a scoped token may be allowed, in the words of the consent page: "Notes wants to …". */
export const scopes = {
  'pages.read': 'read your pages, drafts included',
  'pages.write': 'create, change, publish and unpublish your pages',
  'files.read': 'see your files and who may download them',
  'files.write': 'add, change and delete your files',
  'groupbuys.read': 'see your group buys and how much interest they have',
  'groupbuys.write': 'create and change your group buys',
  'purchases.read': 'see who bought your pages and what they paid',
} as const

/** A scope of OAuth access tokens (RFC 6749 §3.3) and of personal access tokens. */
export type Scope = keyof typeof scopes

/** Every scope, in the order in which they are shown. */
export const scopeNames = Object.keys(scopes) as Scope[]
