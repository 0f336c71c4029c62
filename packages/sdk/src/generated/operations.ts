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
  checkout: {
    createCheckout: ['post', '/v2/public/pages/{handle}/{pageSlug}/checkout'],
    confirmCheckout: ['post', '/v2/public/pages/{handle}/{pageSlug}/checkout/{checkoutSessionId}/confirm'],
    refundPurchase: ['post', '/v2/handles/{handle}/pages/{pageSlug}/refund'],
    receiveStripeEvent: ['post', '/v2/public/stripe/webhook'],
    receiveStripeConnectEvent: ['post', '/v2/public/stripe/connect-webhook'],
  },
  accounts: {
    signUp: ['post', '/v2/auth/signup'],
    confirmSignUp: ['post', '/v2/auth/signup/confirm'],
    resendSignUpCode: ['post', '/v2/auth/signup/resend'],
    signIn: ['post', '/v2/auth/login'],
    refreshSession: ['post', '/v2/auth/refresh'],
    signOut: ['post', '/v2/auth/logout'],
    forgotPassword: ['post', '/v2/auth/password/forgot'],
    resetPassword: ['post', '/v2/auth/password/forgot/confirm'],
    getAccount: ['get', '/v2/auth/me'],
    deleteAccount: ['delete', '/v2/auth/me'],
    listSessions: ['get', '/v2/auth/sessions'],
    endSession: ['delete', '/v2/auth/sessions/{sessionId}'],
  },
} as const
