// Generated from the contract by `npm run generate`; do not edit.

export const operationTable = {
  visitors: {
    /** Request a magic link. Mails a link, and for a handle also a six-digit code, to the address. The answer is the same for every address, known or not. Earlier links that were not used stay valid until they expire. */
    requestMagicLink: ['post', '/v2/visitor/auth/magic-link'],
    /** Verify a magic link or its code. Consumes the link or code and opens a session, as the `_10x_visitor` cookie and, for handle-bound challenges, also as `sessionToken`. Of any number of concurrent calls for one challenge exactly one succeeds. After 5 wrong codes the code of the challenge no longer works, its link still does; after 10 for one address within a day, no code of that address works for a day. A browser that signed in there before is counted apart, so that strangers cannot switch its codes off. */
    verifyMagicLink: ['post', '/v2/visitor/auth/verify'],
    /** Get the signed-in visitor. The visitor behind the session. */
    getVisitor: ['get', '/v2/visitor/me'],
    /** Export your data. Everything that is kept of the signed-in visitor, in one document. Needs a session that works for all handles and is not older than ten minutes: whoever finds a browser signed in must not get it. */
    exportVisitor: ['get', '/v2/visitor/export'],
    /** Erase your data. Removes the address and everything that is tied to it, and ends all sessions and all access, for good. Purchases stay in the books of the creators, without the address. Needs a session as for the export. */
    eraseVisitor: ['delete', '/v2/visitor/me'],
    /** Sign out. Ends the session on the server and clears the cookie. Succeeds also when nobody is signed in. With `everywhere` all sessions end that this one could see: one that is bound to a handle ends those of its handle, one for all handles ends every session of the visitor. */
    signOutVisitor: ['post', '/v2/visitor/auth/logout'],
    /** List your access. Bought pages, pages opened by signing in, and files shared with the address, newest first; and beside them, with every page of the list, the payments that are on their way. A handle-bound session sees that handle only. */
    listVisitorAccess: ['get', '/v2/visitor/access'],
    /** List the group buys that the visitor takes part in. What the visitor said they want, newest first, with how far each group buy is. A handle-bound session sees that handle only. */
    listMyInterests: ['get', '/v2/visitor/interests'],
  },
  pages: {
    /** List the published pages of a handle. Newest first, without content. */
    listPublicPages: ['get', '/v2/public/pages/{handle}'],
    /** Get a published page. Title, teaser, mode and price for everybody; `content` for those with access. Send the session to be recognised; one that does not count is treated as none. */
    getPublicPage: ['get', '/v2/public/pages/{handle}/{pageSlug}'],
    /** Check access to a page. Whether the caller may see the page now, why, and what to do if not. Never served from a cache: a refund that has been committed is seen by the next check. */
    checkPageAccess: ['post', '/v2/public/pages/{handle}/{pageSlug}/access-check'],
    /** List the pages of a handle. In every state, newest first, without content. */
    listPages: ['get', '/v2/handles/{handle}/pages'],
    /** Create a page. As a draft: nobody else sees it before it is published. */
    createPage: ['post', '/v2/handles/{handle}/pages', 'Idempotency-Key'],
    /** Get a page. In whatever state, with its content. */
    getPage: ['get', '/v2/handles/{handle}/pages/{pageSlug}'],
    /** Update a page. Replaces everything but the slug; what is published shows the change at once. Who has bought the page keeps it, whatever it costs afterwards. A checkout that is open may still be paid at its price. */
    updatePage: ['put', '/v2/handles/{handle}/pages/{pageSlug}', 'Idempotency-Key'],
    /** Delete a page. A page that nobody bought is gone. One that was sold, or is being paid for, is archived: its buyers keep it, nobody else sees it, and its slug stays taken. */
    deletePage: ['delete', '/v2/handles/{handle}/pages/{pageSlug}', 'Idempotency-Key'],
    /** Publish a page. Shows it to visitors, as far as its access mode goes. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, such as one in a currency that has ended; set another one first. */
    publishPage: ['post', '/v2/handles/{handle}/pages/{pageSlug}/publish', 'Idempotency-Key'],
    /** Unpublish a page. Makes it a draft again, hidden from everybody, its buyers included; `warning` says so when there are any. Open checkouts end. */
    unpublishPage: ['post', '/v2/handles/{handle}/pages/{pageSlug}/unpublish', 'Idempotency-Key'],
    /** Preview a page. Teaser and content, rendered as visitors will get them; drafts too. */
    previewPage: ['get', '/v2/handles/{handle}/pages/{pageSlug}/preview'],
  },
  checkout: {
    /** Start a checkout. Opens a Stripe Checkout Session for the page, or returns the one that is open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice. */
    createCheckout: ['post', '/v2/public/pages/{handle}/{pageSlug}/checkout', 'Idempotency-Key'],
    /** Confirm a checkout. Asks Stripe for the state of the session and settles it now, without waiting for a webhook. Call it when the buyer returns. Any number of calls have the effect of one. */
    confirmCheckout: ['post', '/v2/public/pages/{handle}/{pageSlug}/checkout/{checkoutSessionId}/confirm'],
    /** Refund a purchase. Pays back what remains of the purchase and ends access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns. */
    refundPurchase: ['post', '/v2/handles/{handle}/pages/{pageSlug}/refund', 'Idempotency-Key'],
    /** List the buyers of a page. Purchases and grants, newest first, also those that ended. With `Accept: text/csv` all of them as one file, whatever `limit` and `cursor` say; amounts are decimal numbers there. */
    listBuyers: ['get', '/v2/handles/{handle}/pages/{pageSlug}/buyers'],
    /** Grant access to a page. Without a payment. The address gets a mail with the link; whoever signs in with it reads the page from now on. Addresses that never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). What is over it is refused as a whole, with `mail_budget_used_up`. */
    grantAccess: ['post', '/v2/handles/{handle}/pages/{pageSlug}/grants', 'Idempotency-Key'],
    /** Revoke access to a page. Ends a grant or a purchase at once, and pays nothing back; what was paid can still be refunded. Revoking again changes nothing. */
    revokeAccess: ['delete', '/v2/handles/{handle}/pages/{pageSlug}/grants/{purchaseId}', 'Idempotency-Key'],
  },
  revenue: {
    /** Connect Stripe. Makes the owner's Stripe account, once, and a link to its onboarding form. The link opens once and lives minutes: send the owner there at once. Call again for a fresh link. When the account was disconnected or closed at Stripe, this makes a new one. */
    startConnectOnboarding: ['post', '/v2/handles/{handle}/connect/onboarding'],
    /** Get the Stripe connection status. Where the connected account stands. Kept by Stripe's events; asked anew while it is not ready, so whoever returns from the form sees the result. `not_connected` also when the account was disconnected or closed at Stripe: then a new one can be connected. */
    getConnectStatus: ['get', '/v2/handles/{handle}/connect/status'],
    /** Open the Stripe dashboard. A link to the Express dashboard of the connected account. It opens once; make it at the click. */
    createConnectDashboardLink: ['post', '/v2/handles/{handle}/connect/dashboard-link'],
    /** Get earnings. Gross, refunds, disputes, fees and net by month and currency. Everything counts in the month in which it happened, so a month that is over never changes: a refund that fails later is given back in the later month. Refunds that the platform made without taking your part back cost you nothing and are not listed. */
    getEarnings: ['get', '/v2/handles/{handle}/earnings'],
  },
  groupBuys: {
    /** List the group buys of a handle. Those that are published, paused or activated, newest first. */
    listPublicGroupBuys: ['get', '/v2/public/group-buys/{handle}'],
    /** Get a group buy. What it offers and how far it is: quantities and the number of people, never who. */
    getPublicGroupBuy: ['get', '/v2/public/group-buys/{handle}/{groupBuySlug}'],
    /** Register your interest. Records the interest of the signed-in visitor; saying it again replaces the quantity. Nothing is paid. Everybody interested gets a mail when the creator activates the offer. */
    expressInterest: ['post', '/v2/public/group-buys/{handle}/{groupBuySlug}/interest', 'Idempotency-Key'],
    /** Get your interest. What the signed-in visitor said they want; `null` when nothing. */
    getMyInterest: ['get', '/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest'],
    /** Withdraw your interest. Takes the interest back; succeeds also when there is none. After activation it has no effect. */
    withdrawInterest: ['delete', '/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest'],
    /** List all group buys. In every state, newest first. */
    listGroupBuys: ['get', '/v2/handles/{handle}/group-buys'],
    /** Create a group buy. It begins as a draft. */
    createGroupBuy: ['post', '/v2/handles/{handle}/group-buys', 'Idempotency-Key'],
    /** Get a group buy as its creator. In any state. */
    getGroupBuy: ['get', '/v2/handles/{handle}/group-buys/{groupBuySlug}'],
    /** Update a group buy. Replaces its texts, target, deadline and linked page. Activated and closed ones stay as they are. */
    updateGroupBuy: ['put', '/v2/handles/{handle}/group-buys/{groupBuySlug}', 'Idempotency-Key'],
    /** List the interests in a group buy. Visitors with the quantity they want, newest first. */
    listInterests: ['get', '/v2/handles/{handle}/group-buys/{groupBuySlug}/interests'],
    /** Publish or resume a group buy. From now on visitors may say that they are interested. Publishing a published one changes nothing. */
    publishGroupBuy: ['post', '/v2/handles/{handle}/group-buys/{groupBuySlug}/publish', 'Idempotency-Key'],
    /** Pause a group buy. It stays visible and takes no interest until it is published again. */
    pauseGroupBuy: ['post', '/v2/handles/{handle}/group-buys/{groupBuySlug}/pause', 'Idempotency-Key'],
    /** Activate a group buy. Possible once the target is reached: opens the sale of the linked page and mails everybody interested. With `dryRun=true` nothing happens, and the answer says what would. */
    activateGroupBuy: ['post', '/v2/handles/{handle}/group-buys/{groupBuySlug}/activate', 'Idempotency-Key'],
    /** Close a group buy. Ends it without activation, for good. The sale of its linked page stays locked until the page is linked to another, or to none. */
    closeGroupBuy: ['post', '/v2/handles/{handle}/group-buys/{groupBuySlug}/close', 'Idempotency-Key'],
  },
  files: {
    /** List the files of a handle. All of them, newest first, expired ones included. */
    listFiles: ['get', '/v2/handles/{handle}/files'],
    /** Create a file. Announces a file and answers with the URL that takes its content, once. Until the content is there nobody can download it. From now on it counts against the storage of the handle. A replay under the same `Idempotency-Key` answers with a fresh upload URL. Addresses that never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). What is over it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is shared with do not count again. */
    createFile: ['post', '/v2/handles/{handle}/files', 'Idempotency-Key'],
    /** Delete a file. Nobody can download it any more, and its content is removed for good. */
    deleteFile: ['delete', '/v2/handles/{handle}/files/{fileId}', 'Idempotency-Key'],
    /** Download a file. Leads to the content, by a URL that works for five minutes and takes ranges. A file that is shared with certain addresses needs the session of such a visitor; to all others who are signed in it does not exist. */
    downloadFile: ['get', '/v2/public/files/{fileId}', 'content'],
    /** Request a magic link to a file. Mails a link that signs in and leads to the file. The answer is the same for every address, whether the file is shared with it or not. Counts together with `requestMagicLink`. */
    requestFileLink: ['post', '/v2/public/files/{fileId}/magic-link'],
  },
  support: {
    /** Report a problem. For everybody. Give the `requestId` of an answer, and what is known of that request goes with the report. */
    reportProblem: ['post', '/v2/support/report'],
    /** Escalate a report. For platform operators: marks a report as one that must be looked at first. */
    escalateReport: ['post', '/v2/operator/escalations'],
    /** List reports. For platform operators: newest first. */
    listReports: ['get', '/v2/operator/reports'],
    /** Update a report. For platform operators. One that a colleague has claimed must be given back by them first. */
    updateReport: ['put', '/v2/operator/reports/{reportId}'],
    /** List dead jobs. For platform operators: jobs that failed as often as they may, newest first. `latchkey_jobs_dead` of the metrics counts them. */
    listDeadJobs: ['get', '/v2/operator/dead-jobs'],
    /** List unmatched payments. For platform operators: payments on our Stripe account that belong to no purchase of this database, newest first. Latchkey leaves them alone, and never refunds them by itself. Each stays listed for 90 days. */
    listUnmatchedPayments: ['get', '/v2/operator/unmatched-payments'],
    /** Retry a dead job. For platform operators: the job runs again as soon as a worker is free, with all its attempts. Jobs bear running again. One that is not dead, or not any more, is not found. */
    retryDeadJob: ['post', '/v2/operator/dead-jobs/{jobId}/retry'],
    /** Report abuse on a page. For everybody: a page that breaks the law or harms somebody. Problems of your own go to `reportProblem`. */
    reportContent: ['post', '/v2/public/content-report'],
    /** List abuse reports. For platform operators: newest first. */
    listContentReports: ['get', '/v2/operator/content-reports'],
    /** Update an abuse report. For platform operators. One that a colleague has claimed must be given back by them first. */
    updateContentReport: ['put', '/v2/operator/content-reports/{reportId}'],
  },
  accounts: {
    /** Sign up. Mails a code to the address, with which `confirmSignUp` makes the account. The answer is the same for every address; one that has an account already is told so by mail. Sign-ups do not touch each other: the code confirms the name and the password that were sent along with it. */
    signUp: ['post', '/v2/auth/signup'],
    /** Confirm a sign-up. Makes the account; other sign-ups that wait for the same address end. Sign in afterwards. After 5 wrong tries the codes mailed so far no longer work, a fresh one does. After 20 on one day, fresh ones are too long to guess, so that strangers cannot keep the owner out; a try counts once for each code that it could have been. */
    confirmSignUp: ['post', '/v2/auth/signup/confirm'],
    /** Request a new sign-up code. Mails a fresh code for a sign-up of the last 7 days, also when the earlier one expired. The answer is the same for every address. Earlier codes stay valid until they expire. Counts together with `signUp`. */
    resendSignUpCode: ['post', '/v2/auth/signup/resend'],
    /** Sign in. Exchanges e-mail address and password for a pair of tokens. On the bare and the `app.` host it also sets the `_10x_account` cookie. A browser that signed in before has a throttle of its own, which strangers cannot use up; a sign-in that succeeds counts in none. */
    signIn: ['post', '/v2/auth/login'],
    /** Refresh an access token. Exchanges the refresh token for the next pair. Sent again within 30 seconds, while the next one is unused, it yields the same next one, so a lost answer or a second tab does no harm. Sent again later, it ends the session: somebody else has it. */
    refreshSession: ['post', '/v2/auth/refresh'],
    /** Sign out. Ends the session of the refresh token, of the cookie, or of both, and clears the cookie. Access tokens of the session stop working at once. Succeeds also when nobody is signed in. */
    signOut: ['post', '/v2/auth/logout'],
    /** Request a password-reset code. Mails a code to the address if it has an account. The answer is the same for every address. */
    forgotPassword: ['post', '/v2/auth/password/forgot'],
    /** Set a new password. Sets a new password with the mailed code, and ends every session of the account, every access that it granted to clients, its personal access tokens, and offers of ownership that it made. After 5 wrong tries the codes mailed so far no longer work, a fresh one does. After 20 on one day, fresh ones are too long to guess, so that strangers cannot keep the owner out; a try counts once for each code that it could have been. */
    resetPassword: ['post', '/v2/auth/password/forgot/confirm'],
    /** Get your account. The account behind the access token. */
    getAccount: ['get', '/v2/auth/me'],
    /** Delete your account. Deletes the account with its sessions, its roles on handles, its personal access tokens, the offers that it made, and what it granted to clients. An account that owns handles transfers or deletes them first. */
    deleteAccount: ['delete', '/v2/auth/me'],
    /** List active sessions. The sessions that live, newest first. */
    listSessions: ['get', '/v2/auth/sessions'],
    /** End another session. Ends one session of the account at once; succeeds also when it had ended. */
    endSession: ['delete', '/v2/auth/sessions/{sessionId}'],
    /** List connected apps. The OAuth clients that still act for the account, newest first. */
    listConnectedApps: ['get', '/v2/auth/apps'],
    /** Disconnect an app. Ends what was granted to an app, with all its tokens, at once; codes that it was given and did not use yet end too. Succeeds also when it had ended. */
    disconnectApp: ['delete', '/v2/auth/apps/{grantId}'],
    /** Get notification settings. Which mails about sales, refunds and disputes the account gets, for each handle that it works on, newest role first. All are on until they are turned off. */
    getNotifications: ['get', '/v2/auth/notifications'],
    /** Update notification settings. Replaces the settings of the handles that are named; they count for the account alone, and end with its role. Mails that are still waiting to go out follow them too. If the account has no role on one of the handles, nothing is changed. */
    updateNotifications: ['put', '/v2/auth/notifications', 'Idempotency-Key'],
    /** List offers to you. Roles on handles and ownership of handles that were offered to the address of the account and can still be accepted, newest first. */
    listOffers: ['get', '/v2/auth/offers'],
    /** Accept an offer. Gives the account the role. With ownership the former owner becomes an operator, the personal access tokens that they made for the handle end, and sales pause until you have connected an account with Stripe. */
    acceptOffer: ['post', '/v2/auth/offers/{offerId}/accept', 'Idempotency-Key'],
    /** Decline an offer. The offer ends. Roles that you have already stay as they are. */
    declineOffer: ['post', '/v2/auth/offers/{offerId}/decline', 'Idempotency-Key'],
  },
  handles: {
    /** List your handles. Every handle that the account has a role on, with that role; the newest role first. */
    listHandles: ['get', '/v2/handles'],
    /** Create a handle. Takes a name that is free; the account becomes its owner. */
    createHandle: ['post', '/v2/handles', 'Idempotency-Key'],
    /** Get the profile of a handle. What the site is called, and which front ends belong to it. */
    getHandleProfile: ['get', '/v2/handles/{handle}/profile'],
    /** Update the profile of a handle. Replaces the profile. Taking an origin off the list ends redirects to it at once; visitors who are signed in there stay so. A new `supportEmail` is verified by a mail to it, 5 a day at most; sending the same one again mails nobody while its link works. */
    updateHandleProfile: ['put', '/v2/handles/{handle}/profile', 'Idempotency-Key'],
    /** Rename a handle. Moves the site to a new host at once. For 30 days pages and magic links under the old name redirect, and nobody else can take it; API paths take the new name only. Sessions live on, but a browser keeps its cookie for the old host, so visitors there sign in once more. */
    renameHandle: ['post', '/v2/handles/{handle}/rename', 'Idempotency-Key'],
    /** Offer a handle to a new owner. Offers ownership to an address for 14 days, by mail; nothing changes until it is accepted. Then the present owner becomes an operator, and the personal access tokens that they made end. Sales pause until the new owner has connected an account with Stripe; checkouts that are open end. Refunds of earlier sales still come from the account that received them. One such offer stands at a time: another address replaces it, the same one again changes nothing and is not mailed again. Addresses that never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). What is over it is refused as a whole, with `mail_budget_used_up`. */
    transferHandle: ['post', '/v2/handles/{handle}/transfer-ownership', 'Idempotency-Key'],
    /** Withdraw the offer of a handle. Ownership is no longer on offer; succeeds also when it was not. */
    withdrawTransfer: ['delete', '/v2/handles/{handle}/transfer-ownership', 'Idempotency-Key'],
    /** Delete a handle. Removes a handle that never took a payment, for good: its pages, files, group buys, everybody’s access and interests, and all roles on it. Open checkouts are ended first. The name stays taken. A handle with payments in its books is kept; transfer it instead. */
    deleteHandle: ['delete', '/v2/handles/{handle}', 'Idempotency-Key'],
    /** List collaborators. Everybody with a role or the offer of one, 100 at most, in one answer: it is what `replaceCollaborators` takes. */
    listCollaborators: ['get', '/v2/handles/{handle}/collaborators'],
    /** Replace collaborators. Takes the whole list. Who is new on it is offered the role by mail, for 14 days, whether the address has an account or not; the offer lapses when whoever made it loses the role. Who is not on it loses the role at once, with the personal access tokens that they made for the handle; offers to them are withdrawn. Those who work on the handle already get another role at once. Operators may add, change and remove creators only; the others they send as they are, or leave out. Addresses that never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). What is over it is refused as a whole, with `mail_budget_used_up`. */
    replaceCollaborators: ['put', '/v2/handles/{handle}/collaborators', 'Idempotency-Key'],
    /** List audit events. Who changed what, in which request, newest first. Kept as long as the handle. */
    listAuditEvents: ['get', '/v2/handles/{handle}/audit-events'],
  },
  oauth: {
    /** Get authorization server metadata. Endpoints and abilities of the authorization server (RFC 8414). */
    getAuthorizationServerMetadata: ['get', '/.well-known/oauth-authorization-server'],
    /** Get the signing keys. Public keys of all access tokens (RFC 7517), newest first. After a rotation the older ones stay for as long as tokens that they signed. */
    getJwks: ['get', '/.well-known/jwks.json'],
    /** Get protected resource metadata. Which authorization server issues tokens for this API (RFC 9728). Every 401 points here by `resource_metadata` in `WWW-Authenticate`. */
    getProtectedResourceMetadata: ['get', '/.well-known/oauth-protected-resource'],
  },
  tokens: {
    /** List tokens. Personal access tokens of the handle that were not ended, newest first, and whose they are. */
    listTokens: ['get', '/v2/handles/{handle}/tokens'],
    /** Create a token. A token for scripts, of one handle, with the scopes you choose. It may do what its maker may at the time of use: it ends when they lose their role on the handle, delete the account or reset the password, and when they hand the handle to a new owner. */
    createToken: ['post', '/v2/handles/{handle}/tokens', 'Idempotency-Key'],
    /** Revoke a token. It stops working at once. */
    revokeToken: ['delete', '/v2/handles/{handle}/tokens/{tokenId}', 'Idempotency-Key'],
  },
  automation: {
    /** List the pages of a handle. In every state, newest first, without content. */
    automationListPages: ['get', '/v2/public/handles/{handle}/pages'],
    /** Create a page. As a draft: nobody else sees it before it is published. */
    automationCreatePage: ['post', '/v2/public/handles/{handle}/pages', 'Idempotency-Key'],
    /** Get a page. In whatever state, with its content. */
    automationGetPage: ['get', '/v2/public/handles/{handle}/pages/{pageSlug}'],
    /** Update a page. Replaces everything but the slug; what is published shows the change at once. Who has bought the page keeps it, whatever it costs afterwards. A checkout that is open may still be paid at its price. */
    automationUpdatePage: ['put', '/v2/public/handles/{handle}/pages/{pageSlug}', 'Idempotency-Key'],
    /** Publish a page. Shows it to visitors, as far as its access mode goes. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, such as one in a currency that has ended; set another one first. */
    automationPublishPage: ['post', '/v2/public/handles/{handle}/pages/{pageSlug}/publish', 'Idempotency-Key'],
    /** Unpublish a page. Makes it a draft again, hidden from everybody, its buyers included; `warning` says so when there are any. Open checkouts end. */
    automationUnpublishPage: ['post', '/v2/public/handles/{handle}/pages/{pageSlug}/unpublish', 'Idempotency-Key'],
    /** List all group buys. In every state, newest first. */
    automationListGroupBuys: ['get', '/v2/public/handles/{handle}/group-buys'],
    /** Create a group buy. It begins as a draft. */
    automationCreateGroupBuy: ['post', '/v2/public/handles/{handle}/group-buys', 'Idempotency-Key'],
    /** Get a group buy as its creator. In any state. */
    automationGetGroupBuy: ['get', '/v2/public/handles/{handle}/group-buys/{groupBuySlug}'],
    /** Update a group buy. Replaces its texts, target, deadline and linked page. Activated and closed ones stay as they are. */
    automationUpdateGroupBuy: ['put', '/v2/public/handles/{handle}/group-buys/{groupBuySlug}', 'Idempotency-Key'],
    /** List the files of a handle. All of them, newest first, expired ones included. */
    automationListFiles: ['get', '/v2/public/handles/{handle}/files'],
    /** Create a file. Announces a file and answers with the URL that takes its content, once. Until the content is there nobody can download it. From now on it counts against the storage of the handle. A replay under the same `Idempotency-Key` answers with a fresh upload URL. Addresses that never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). What is over it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is shared with do not count again. */
    automationCreateFile: ['post', '/v2/public/handles/{handle}/files', 'Idempotency-Key'],
    /** Delete a file. Nobody can download it any more, and its content is removed for good. */
    automationDeleteFile: ['delete', '/v2/public/handles/{handle}/files/{fileId}', 'Idempotency-Key'],
    /** List the purchases on a handle. Of all its pages, newest first, refunded ones included. */
    automationListPurchases: ['get', '/v2/public/handles/{handle}/purchases'],
  },
  webhooks: {
    /** List webhook endpoints. The endpoints of the handle, newest first; 10 at most. */
    listWebhookEndpoints: ['get', '/v2/handles/{handle}/webhooks'],
    /** Add a webhook endpoint. Has events sent to a URL, signed by the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Any 2xx within 10 seconds counts as received; redirects are not followed. Else there are 10 tries over three days. Events may arrive twice, and in any order. The secret is shown once. */
    createWebhookEndpoint: ['post', '/v2/handles/{handle}/webhooks', 'Idempotency-Key'],
    /** Delete a webhook endpoint. Nothing is sent to it any more; its deliveries are removed. */
    deleteWebhookEndpoint: ['delete', '/v2/handles/{handle}/webhooks/{webhookEndpointId}', 'Idempotency-Key'],
    /** List deliveries to an endpoint. What was sent or is to be sent to the endpoint, newest first. Kept for 30 days. */
    listWebhookDeliveries: ['get', '/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries'],
    /** Replay a delivery. Sends it now, whatever came of it, with the same `webhook-id` and all its tries anew. A success enables an endpoint that was disabled. */
    replayWebhookDelivery: ['post', '/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries/{deliveryId}/replay', 'Idempotency-Key'],
  },
} as const
