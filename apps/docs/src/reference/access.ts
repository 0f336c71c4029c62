import { credentialsOf, type OperationDefinition, type Role, scopes } from '@latchkey/contract'
import { document } from './contract.ts'
import { code, link, list, paragraphs } from './markdown.ts'

/** What each role on a handle is, weakest first. */
export const roleMeanings: Record<Role, string> = {
  CREATOR: 'Works on pages, files and group buys, and sees and refunds buyers.',
  OPERATOR: 'Also manages the people, tokens and webhooks of the handle, and sees its audit log.',
  OWNER: 'Also connects Stripe, renames, transfers or deletes the handle. A handle has exactly one.',
}

const roleLink = (role: Role) => link(code(role), '/reference/roles')

/** Who may call an operation, in a few words. */
export function callerOf({ auth }: OperationDefinition): string {
  switch (auth.subject) {
    case 'anyone':
      return 'Anyone'
    case 'visitor':
      return 'A signed-in visitor'
    case 'platform_operator':
      return 'An operator of the platform'
    case 'token':
      return `A token with ${link(code(auth.scope), '/reference/scopes')}`
    case 'account':
      return auth.role ? `An account with the role ${roleLink(auth.role)}` : 'A signed-in account'
  }
}

function whoExactly({ auth, accepts = [] }: OperationDefinition): string {
  switch (auth.subject) {
    case 'anyone':
      return accepts.length > 0
        ? 'Anyone. What the caller sends to say who they are is looked at, and not required.'
        : 'Anyone, without credentials.'
    case 'visitor':
      return 'A visitor who is signed in.'
    case 'platform_operator':
      return 'An account that works for the platform, which the server lists in `PLATFORM_OPERATORS`.'
    case 'token':
      return `A personal access token or a connected app with the scope ${link(code(auth.scope), '/reference/scopes')}: “${scopes[auth.scope]}”. The account behind it needs a role on the handle.`
    case 'account':
      return auth.role
        ? `A signed-in account with the role ${roleLink(auth.role)} on the handle, or a stronger one.`
        : 'Any signed-in account.'
  }
}

/** Who may call an operation, and what they send to prove it. */
export function describeAccess(definition: OperationDefinition): string {
  const { auth, accepts = [], host, cors } = definition
  const schemes = document.components?.securitySchemes ?? {}
  const credentials = [...credentialsOf[auth.subject], ...accepts].map((name) => {
    const scheme = schemes[name]
    return `${code(name)}: ${scheme && 'description' in scheme ? scheme.description : ''}`
  })
  const lead =
    credentials.length === 0
      ? null
      : `${auth.subject === 'anyone' ? 'It reads' : 'Send'} ${credentials.length > 1 ? 'one of' : 'this'}:`
  return paragraphs(
    whoExactly(definition),
    lead && `${lead}\n\n${list(credentials)}`,
    host === 'api' && 'It answers on the bare host and on `api.` only.',
    cors && 'Browsers may call it from any origin, without credentials.',
  )
}
