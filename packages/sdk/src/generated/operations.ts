// Generated from the contract by `npm run generate`; do not edit.

export const operationTable = {
  visitors: {
    requestMagicLink: ['post', '/v2/visitor/auth/magic-link'],
    verifyMagicLink: ['post', '/v2/visitor/auth/verify'],
    getVisitor: ['get', '/v2/visitor/me'],
    signOutVisitor: ['post', '/v2/visitor/auth/logout'],
    listVisitorAccess: ['get', '/v2/visitor/access'],
  },
  pages: {
    listPublicPages: ['get', '/v2/public/pages/{handle}'],
    getPublicPage: ['get', '/v2/public/pages/{handle}/{pageSlug}'],
    checkPageAccess: ['post', '/v2/public/pages/{handle}/{pageSlug}/access-check'],
  },
  accounts: {
    signIn: ['post', '/v2/auth/login'],
    getAccount: ['get', '/v2/auth/me'],
  },
} as const
