// Generated from the contract by `npm run generate`; do not edit.

export const operationTable = {
  visitors: {
    /** Request a magic link. Emails a sign-in link to the address and, for a handle, a six-digit code. The response is the same for every address, known or not. Earlier unused links stay valid until they expire. */
    requestMagicLink: ["post", "/v2/visitor/auth/magic-link", "),-=EGQ`"],
    /** Verify a magic link or its code. Signs a visitor in by the link or code from the email, which is thereby used up. The session is opened as the `_10x_visitor` cookie and, for handle-bound challenges, also as `sessionToken`. Of any number of concurrent calls for one challenge, exactly one succeeds. After 5 wrong codes, the code of the challenge stops working, but its link still works. After 10 for one address within a day, no code for that address works for a day. A browser that has signed in there before is counted separately, so that strangers cannot switch off its codes. */
    verifyMagicLink: ["post", "/v2/visitor/auth/verify", "),-05BDGQ`b"],
    /** Get the signed-in visitor. Returns the visitor the session belongs to, and the session. */
    getVisitor: ["get", "/v2/visitor/me", "),-c"],
    /** Export your data. Exports everything stored about the signed-in visitor, in one document. It requires a session that works for all handles and is at most ten minutes old, so that someone who finds a signed-in browser cannot get it. */
    exportVisitor: ["get", "/v2/visitor/export", "),-8c"],
    /** Erase your data. Permanently erases the address of the signed-in visitor and everything tied to it, and ends all sessions and all access. Purchases stay in the creators’ books, without the address. It requires the same kind of session as the export. */
    eraseVisitor: ["delete", "/v2/visitor/me", ")*,-8Rc", "E"],
    /** Sign a visitor out. Ends the session of the visitor on the server and clears its cookie. Succeeds even if nobody is signed in. With `everywhere` it ends all sessions that this one could see: a session bound to a handle ends those of its handle, and one for all handles ends every session of the visitor. */
    signOutVisitor: ["post", "/v2/visitor/auth/logout", "),-GQ`", "E"],
    /** List your access. Lists what the signed-in visitor has access to: bought pages, pages opened by signing in, and files shared with the address, newest first. Each page of the list also includes the payments in progress. A handle-bound session sees that handle only. */
    listVisitorAccess: ["get", "/v2/visitor/access", "),-Gc"],
    /** List the group buys that the visitor takes part in. Lists the group buys the visitor has joined, newest first, with the progress of each. A handle-bound session sees that handle only. */
    listMyInterests: ["get", "/v2/visitor/interests", "),-Gc"],
  },
  pages: {
    /** List the published pages of a handle. Lists the published pages of a handle, newest first, without content. */
    listPublicPages: ["get", "/v2/public/pages/{handle}", "),-=G"],
    /** Get a published page. Returns a published page: title, teaser, mode and price to everyone, and `content` to those with access. Send the session to be recognised; an invalid one is treated as none. */
    getPublicPage: ["get", "/v2/public/pages/{handle}/{pageSlug}", "),-O"],
    /** Check access to a page. Tells whether the caller may see the page now, why, and what to do if not. It is never served from a cache, so the next check reflects any committed refund. */
    checkPageAccess: ["post", "/v2/public/pages/{handle}/{pageSlug}/access-check", "),-O", "R"],
    /** List the pages of a handle. Lists the pages of a handle in every state, newest first, without content. */
    listPages: ["get", "/v2/handles/{handle}/pages", "),-=AGHJ\\"],
    /** Create a page. Creates a page as a draft. Nobody else sees it until it is published. */
    createPage: ["post", "/v2/handles/{handle}/pages", "(),-=?AGHJQZ\\`", "K"],
    /** Get a page. Returns one page of the handle in any state, with its content. */
    getPage: ["get", "/v2/handles/{handle}/pages/{pageSlug}", "),-=AHJO\\"],
    /** Update a page. Replaces everything about a page except its slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price. */
    updatePage: ["put", "/v2/handles/{handle}/pages/{pageSlug}", "(),-=?AGHJNOQS\\`", "K"],
    /** Delete a page. Deletes a page that nobody has bought, or archives one that was sold or is being paid for. Buyers of an archived page keep it, nobody else sees it, and its slug stays taken. */
    deletePage: ["delete", "/v2/handles/{handle}/pages/{pageSlug}", "(),-=?AGHJOS\\", "K"],
    /** Publish a page. Publishes a page, so that visitors see it as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first. */
    publishPage: ["post", "/v2/handles/{handle}/pages/{pageSlug}/publish", "(),-=AGHJNO\\", "K"],
    /** Unpublish a page. Makes a published page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end. */
    unpublishPage: ["post", "/v2/handles/{handle}/pages/{pageSlug}/unpublish", "(),-=AGHJNO\\", "K"],
    /** Preview a page. Returns teaser and content of a page, rendered as visitors will get them. Works for drafts too. */
    previewPage: ["get", "/v2/handles/{handle}/pages/{pageSlug}/preview", "),-=AHJO\\"],
    /** Render Markdown. Renders a text as the content of a page would be, and stores nothing: for showing it while it is written. What could not be saved is refused here too: a text that is too long, takes too long to render, or exceeds 2,000,000 characters of HTML is `invalid_request`. */
    renderMarkdown: ["post", "/v2/handles/{handle}/render", "),-=AGHJQ\\`", "R"],
  },
  checkout: {
    /** Start a checkout. Opens a Stripe Checkout Session for a page, or returns the one already open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice. */
    createCheckout: ["post", "/v2/public/pages/{handle}/{pageSlug}/checkout", "()*,-.1:?EGOPQRT`c", "K"],
    /** Confirm a checkout. Settles a payment now, by asking Stripe for the state of its session instead of waiting for a webhook. Call it when the buyer returns. Calling it repeatedly has the same effect as calling it once. */
    confirmCheckout: ["post", "/v2/public/pages/{handle}/{pageSlug}/checkout/{checkoutSessionId}/confirm", ")*,-Uc"],
    /** Refund a purchase. Refunds what remains of a purchase and ends its access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns. */
    refundPurchase: ["post", "/v2/handles/{handle}/pages/{pageSlug}/refund", "()*,-/=?AGHJOQTU\\`", "K"],
    /** List the buyers of a page. Lists purchases and grants of a page, newest first, including ended ones. With `Accept: text/csv` it returns all of them as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers. */
    listBuyers: ["get", "/v2/handles/{handle}/pages/{pageSlug}/buyers", "),-=AGHJO\\"],
    /** Grant access to a page. Gives an email address access to a page without payment. It gets an email with the link, and whoever signs in with that address can read the page from then on. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. */
    grantAccess: ["post", "/v2/handles/{handle}/pages/{pageSlug}/grants", "()+,-.=?AGHJOPQ\\`", "K"],
    /** Revoke access to a page. Ends the access of a grant or a purchase at once, without a refund. The payment can still be refunded later. Revoking again changes nothing. */
    revokeAccess: ["delete", "/v2/handles/{handle}/pages/{pageSlug}/grants/{purchaseId}", "(),-=AGHJOU\\", "KE"],
    /** List the sales of a handle. Lists the sales of a handle, newest first: purchases and grants of all its pages, including ended ones. Filters can be combined. With `Accept: text/csv` it returns all that match as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers. */
    listSales: ["get", "/v2/handles/{handle}/sales", "),-=AGHJ\\"],
    /** Get a sale. Returns a sale with its charge, refunds and disputes, the emails that were sent about it, and the attempts to pay. */
    getSale: ["get", "/v2/handles/{handle}/sales/{purchaseId}", "),-=AHJU\\"],
    /** Send a receipt again. Emails the buyer another receipt for what they paid, as it stands now. At most 3 are sent for one purchase within 24 hours. `getSale` shows what became of it. */
    resendReceipt: ["post", "/v2/handles/{handle}/sales/{purchaseId}/receipt", "(),-=AGHJUV\\", "K"],
    /** List the customers of a handle. Lists everyone who bought a page of the handle or was given one, with what they paid. Whoever was new to Latchkey last comes first, so the order stays as it is when someone buys again. */
    listCustomers: ["get", "/v2/handles/{handle}/customers", "),-=AGHJ\\"],
    /** Get a customer. Returns everything about one person at this handle: purchases and grants, payments on their way, interest in group buys, free pages they opened, and files shared with them. What they have at other handles is never included. It also finds people who did not buy anything yet. Once they have erased their data, only what they bought is left, without an address. */
    getCustomer: ["get", "/v2/handles/{handle}/customers/{visitorId}", "),-3=AHJ\\"],
  },
  revenue: {
    /** Connect Stripe. Creates the owner's Stripe account for a handle, once, and a link to its onboarding form. The link opens once and expires within minutes, so send the owner there at once. Call again for a new link. If the account was disconnected or closed at Stripe, this creates a new one. */
    startConnectOnboarding: ["post", "/v2/handles/{handle}/connect/onboarding", ")*,-=@AEGHJQ\\`"],
    /** Get the Stripe connection status. Returns the state of the Stripe account that a handle is connected to. It is kept up to date by Stripe's events, and read from Stripe again while it is not ready, so anyone returning from the form sees the result. `not_connected` also covers an account that was disconnected or closed at Stripe; a new one can then be connected. */
    getConnectStatus: ["get", "/v2/handles/{handle}/connect/status", "),-=@AHJ\\"],
    /** Get the terms of a sale. Returns what the platform keeps of each sale of a handle, and whether its pages can be bought now. Show it where a price is set: the fee of a sale is decided when its checkout begins. */
    getSellingTerms: ["get", "/v2/handles/{handle}/selling-terms", "),-=AHJ\\"],
    /** Open the Stripe dashboard. Creates a link to the Stripe Express dashboard of the connected account. It opens once, so create it when the owner clicks. */
    createConnectDashboardLink: ["post", "/v2/handles/{handle}/connect/dashboard-link", ")*,-1=@AHJ\\"],
    /** Get earnings. Returns the earnings of a handle by month and currency: gross, refunds, disputes, fees and net. Everything counts in the month in which it happened, so a past month never changes: a refund that fails later is credited in the later month. Refunds the platform made without taking back your share cost you nothing and are not listed. */
    getEarnings: ["get", "/v2/handles/{handle}/earnings", "),-=@AGHJ\\"],
  },
  groupBuys: {
    /** List the group buys of a handle. Lists the published, paused and activated group buys of a handle, newest first. */
    listPublicGroupBuys: ["get", "/v2/public/group-buys/{handle}", "),-=G"],
    /** Get a group buy. Returns what a group buy offers and its progress: quantities and the number of people, but not who they are. */
    getPublicGroupBuy: ["get", "/v2/public/group-buys/{handle}/{groupBuySlug}", "),-9"],
    /** Register your interest. Records how many of a group buy the signed-in visitor wants. Registering again replaces the quantity. Nothing is paid. Everyone interested gets an email when the creator activates the offer. */
    expressInterest: ["post", "/v2/public/group-buys/{handle}/{groupBuySlug}/interest", "(),-9:?GQ`c", "K"],
    /** Get your interest. Returns how many of a group buy the signed-in visitor wants; `null` if they take no part. */
    getMyInterest: ["get", "/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest", "),-9c"],
    /** Withdraw your interest. Withdraws the interest of the signed-in visitor in a group buy. Succeeds even if there is none. After activation it has no effect. */
    withdrawInterest: ["delete", "/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest", "),-9c", "E"],
    /** List all group buys. Lists the group buys of a handle in every state, newest first. */
    listGroupBuys: ["get", "/v2/handles/{handle}/group-buys", "),-=AGHJ\\"],
    /** Create a group buy. Creates a group buy as a draft, visible only to those who work on the handle. */
    createGroupBuy: ["post", "/v2/handles/{handle}/group-buys", "(),-=?AGHJOPQZ\\`", "K"],
    /** Get a group buy as its creator. Returns a group buy of the handle in any state, with its progress and its `ETag`. */
    getGroupBuy: ["get", "/v2/handles/{handle}/group-buys/{groupBuySlug}", "),-9=AHJ\\"],
    /** Update a group buy. Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed. Its `ETag` changes with its progress too. */
    updateGroupBuy: ["put", "/v2/handles/{handle}/group-buys/{groupBuySlug}", "(),-9:=?AGHJOPQS\\`", "K"],
    /** List the interests in a group buy. Lists the visitors interested in a group buy and the quantities they want, newest first. */
    listInterests: ["get", "/v2/handles/{handle}/group-buys/{groupBuySlug}/interests", "),-9=AGHJ\\"],
    /** Publish or resume a group buy. Publishes a group buy, so that visitors can register their interest. Publishing a published one changes nothing. */
    publishGroupBuy: ["post", "/v2/handles/{handle}/group-buys/{groupBuySlug}/publish", "(),-9:=AGHJ\\", "K"],
    /** Pause a group buy. Pauses a published group buy. It stays visible but accepts no interest until it is published again. */
    pauseGroupBuy: ["post", "/v2/handles/{handle}/group-buys/{groupBuySlug}/pause", "(),-9:=AGHJ\\", "K"],
    /** Activate a group buy. Activates a group buy whose target is reached: opens the sale of the linked page and emails everyone interested. With `dryRun=true` nothing happens, and the response shows what would. */
    activateGroupBuy: ["post", "/v2/handles/{handle}/group-buys/{groupBuySlug}/activate", "(),-9:;=?AGHJ\\", "K"],
    /** Close a group buy. Ends a group buy permanently without activating it. The sale of its linked page stays locked until the page is linked to another group buy, or to none. */
    closeGroupBuy: ["post", "/v2/handles/{handle}/group-buys/{groupBuySlug}/close", "(),-9:=AGHJ\\", "K"],
  },
  files: {
    /** List the files of a handle. Lists all files of a handle, newest first, including expired ones. */
    listFiles: ["get", "/v2/handles/{handle}/files", "),-=AGHJ\\"],
    /** Create a file. Creates a file and returns a single-use URL to upload its content to. Nobody can download it until the content is uploaded. It counts towards the storage of the handle from now on. Repeating the request with the same `Idempotency-Key` returns a new upload URL. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is already shared with do not count again. */
    createFile: ["post", "/v2/handles/{handle}/files", "()+,-=?AGHJQ[\\`", "K"],
    /** Get a file. Returns a file as its creators see it, also after it expired, with its `ETag`. */
    getFile: ["get", "/v2/handles/{handle}/files/{fileId}", "),-7=AHJ\\"],
    /** Update a file. Changes who may download a file, and until when. Whoever is no longer listed cannot download it any more, except by a link they opened less than five minutes ago. Its name and content stay; create another file for those. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that a file of the handle is already shared with do not count again. */
    updateFile: ["put", "/v2/handles/{handle}/files/{fileId}", "()+,-7=?AGHJQS\\`", "K"],
    /** Delete a file. Deletes a file and permanently removes its content. Nobody can download it any more. */
    deleteFile: ["delete", "/v2/handles/{handle}/files/{fileId}", "(),-7=AGHJ\\", "KE"],
    /** Download a file. Redirects to the content of a file, at a URL that works for five minutes and supports range requests. A file shared with certain addresses requires the session of one of those visitors. To anyone else who is signed in, it does not exist. */
    downloadFile: ["get", "/v2/public/files/{fileId}", "),-67c", "C"],
    /** Request a magic link to a file. Emails a link that signs a visitor in and leads to the file. The response is the same for every address, whether or not the file is shared with it. Shares its limits with `requestMagicLink`. */
    requestFileLink: ["post", "/v2/public/files/{fileId}/magic-link", "),-7GQ`"],
  },
  support: {
    /** Report a problem. Reports a problem to those who run the platform; open to anyone. Include the `requestId` of a response, and what is known about that request is attached to the report. */
    reportProblem: ["post", "/v2/support/report", "),-GQ`"],
    /** Escalate a report. Marks a report as one that must be handled first. For platform operators. */
    escalateReport: ["post", "/v2/operator/escalations", "),-@AGHJKQX\\`"],
    /** List reports. Lists reported problems, newest first. For platform operators. */
    listReports: ["get", "/v2/operator/reports", "),-@AGHJK\\"],
    /** Update a report. Claims, releases or resolves a reported problem. For platform operators. A report claimed by a colleague must be released by them first. */
    updateReport: ["put", "/v2/operator/reports/{reportId}", "),-@AGHJKQWX\\`"],
    /** List dead jobs. Lists jobs that have used up their attempts, newest first. For platform operators. The metric `latchkey_jobs_dead` counts them. */
    listDeadJobs: ["get", "/v2/operator/dead-jobs", "),-@AGHJK\\"],
    /** List unmatched payments. Lists payments on our Stripe account that belong to no purchase in this database, newest first. For platform operators. Latchkey leaves them alone and never refunds them automatically. Each stays listed for 90 days. */
    listUnmatchedPayments: ["get", "/v2/operator/unmatched-payments", "),-@AGHJK\\"],
    /** Retry a dead job. Runs a dead job again as soon as a worker is free, with all its attempts. For platform operators. Jobs are safe to run again. A job that is not dead, or no longer dead, is not found. */
    retryDeadJob: ["post", "/v2/operator/dead-jobs/{jobId}/retry", "),-@AHIJK\\", "E"],
    /** Report abuse on a page. Reports a page that breaks the law or harms someone; open to anyone. Report problems of your own with `reportProblem`. */
    reportContent: ["post", "/v2/public/content-report", "),-GQ`"],
    /** List abuse reports. Lists reports of abuse on public pages, newest first. For platform operators. */
    listContentReports: ["get", "/v2/operator/content-reports", "),-@AGHJK\\"],
    /** Update an abuse report. Claims, releases or resolves a report of abuse. For platform operators. A report claimed by a colleague must be released by them first. */
    updateContentReport: ["put", "/v2/operator/content-reports/{reportId}", "),-@AGHJKQWX\\`"],
  },
  accounts: {
    /** Sign up. Emails a sign-up code to the address; `confirmSignUp` takes it and creates the account. The response is the same for every address, and one that already has an account is told so by email. Sign-ups do not affect each other: the code confirms the name and password sent in the same request. */
    signUp: ["post", "/v2/auth/signup", "),-GQ`d"],
    /** Confirm a sign-up. Creates the account of a sign-up with its emailed code, and ends other pending sign-ups for the same address. Sign in afterwards. After 5 wrong attempts, the codes sent so far stop working, but a new one works. After 20 on one day, new codes are too long to guess, so that strangers cannot lock the owner out. An attempt counts once for each code it could have matched. */
    confirmSignUp: ["post", "/v2/auth/signup/confirm", "),-4BGQ`a"],
    /** Request a new sign-up code. Emails a new code for a sign-up of the last 7 days, even if the earlier one has expired. The response is the same for every address. Earlier codes stay valid until they expire. Shares its limits with `signUp`. */
    resendSignUpCode: ["post", "/v2/auth/signup/resend", "),-GQ`"],
    /** Sign in. Exchanges an email address and password for a pair of tokens. On the bare and `app.` hosts it also sets the `_10x_account` cookie. A browser that has signed in before has a throttle of its own, which strangers cannot use up. A successful sign-in does not count towards any throttle. */
    signIn: ["post", "/v2/auth/login", "),-CGQ`"],
    /** Refresh an access token. Exchanges a refresh token for the next pair of tokens. Sent again within 30 seconds, while the next one is unused, it returns the same next one, so a lost response or a second tab does no harm. Sent again later, it ends the session, because someone else may have it. */
    refreshSession: ["post", "/v2/auth/refresh", "),-FGQ`"],
    /** Sign out of an account. Ends the session of a creator, by its refresh token, its cookie, or both, and clears the cookie. Access tokens of the session stop working at once. Succeeds even if nobody is signed in. */
    signOut: ["post", "/v2/auth/logout", "),-GQ`", "E"],
    /** Request a password-reset code. Emails a code for a new password to the address, if it has an account. The response is the same for every address. */
    forgotPassword: ["post", "/v2/auth/password/forgot", "),-GQ`"],
    /** Set a new password. Sets a new password for an account with the emailed code. It also ends every session of the account, all access it granted to clients, its personal access tokens, and the offers of ownership it made. After 5 wrong attempts, the codes sent so far stop working, but a new one works. After 20 on one day, new codes are too long to guess, so that strangers cannot lock the owner out. An attempt counts once for each code it could have matched. */
    resetPassword: ["post", "/v2/auth/password/forgot/confirm", "),-4BGQ`ad"],
    /** Get your account. Returns the account the access token belongs to. */
    getAccount: ["get", "/v2/auth/me", "),-AHJ\\"],
    /** Delete your account. Deletes the account with its sessions, its roles on handles, its personal access tokens, the offers it made, and the access it granted to clients. An account that owns handles must transfer or delete them first. */
    deleteAccount: ["delete", "/v2/auth/me", "),-AHJM\\", "E"],
    /** List active sessions. Lists the active sessions of the account, newest first. */
    listSessions: ["get", "/v2/auth/sessions", "),-AGHJ\\"],
    /** End another session. Ends one session of the account at once. Succeeds even if it has already ended. */
    endSession: ["delete", "/v2/auth/sessions/{sessionId}", "),-AHJY\\", "E"],
    /** List connected apps. Lists the OAuth clients that can act for the account, newest first. */
    listConnectedApps: ["get", "/v2/auth/apps", "),-AGHJ\\"],
    /** Disconnect an app. Ends the access that the account granted to an app, with all its tokens, at once. Authorization codes it has not used yet end too. Succeeds even if the access has already ended. */
    disconnectApp: ["delete", "/v2/auth/apps/{grantId}", "),-2AHJ\\", "E"],
    /** Get notification settings. Returns which emails about sales, refunds and disputes the account gets for each handle it works on, newest role first. All are on until turned off. */
    getNotifications: ["get", "/v2/auth/notifications", "),-AGHJ\\"],
    /** Update notification settings. Replaces the notification settings of the named handles. They apply to this account only, and end with its role. Emails still waiting to go out follow them too. If the account has no role on one of the handles, nothing is changed. */
    updateNotifications: ["put", "/v2/auth/notifications", "(),-=?AGHJQ\\`", "K"],
    /** List offers to you. Lists the offers of roles on handles and of ownership, made to the address of the account, that can still be accepted, newest first. */
    listOffers: ["get", "/v2/auth/offers", "),-AGHJ\\"],
    /** Accept an offer. Accepts an offer and gives the account the role on the handle. With ownership, the former owner becomes an operator, the personal access tokens they made for the handle stop working, and sales pause until you connect a Stripe account. */
    acceptOffer: ["post", "/v2/auth/offers/{offerId}/accept", "(),-AGHJL\\", "K"],
    /** Decline an offer. Declines an offer of a role, which then ends. Roles you already have are unchanged. */
    declineOffer: ["post", "/v2/auth/offers/{offerId}/decline", "(),-AGHJL\\", "KE"],
  },
  handles: {
    /** List your handles. Lists every handle that the account has a role on, with that role, newest role first. */
    listHandles: ["get", "/v2/handles", "),-AGHJ\\"],
    /** Create a handle. Creates a handle under a name that is free, with the account as its owner. */
    createHandle: ["post", "/v2/handles", "(),->?AGHJQ\\`", "K"],
    /** Get the profile of a handle. Returns what the site of a handle is called and which front ends belong to it. */
    getHandleProfile: ["get", "/v2/handles/{handle}/profile", "),-=AHJ\\"],
    /** Update the profile of a handle. Replaces the profile of a handle. Removing an origin from the list ends redirects to it at once, but visitors who are signed in there stay signed in. A new `supportEmail` is verified by an email to it, at most 5 a day. Sending the same one again sends no email while its link works. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. */
    updateHandleProfile: ["put", "/v2/handles/{handle}/profile", "()+,-=?@AGHJQS\\`", "K"],
    /** Rename a handle. Gives a handle a new name, and so moves its site to a new host at once. For 30 days, pages and magic links under the old name redirect, and nobody else can take it. API paths accept only the new name. Sessions stay valid, but a browser keeps its cookie for the old host, so visitors have to sign in again. */
    renameHandle: ["post", "/v2/handles/{handle}/rename", "(),-=>?@AGHJQ\\`", "K"],
    /** Offer a handle to a new owner. Offers the ownership of a handle to an address for 14 days, by email. Nothing changes until it is accepted. Then the current owner becomes an operator, and the personal access tokens they made stop working. Sales pause until the new owner connects a Stripe account, and open checkouts end. Refunds of earlier sales still come from the account that received them. Only one such offer is open at a time: offering to another address replaces it, and offering to the same one changes nothing and sends no email. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. */
    transferHandle: ["post", "/v2/handles/{handle}/transfer-ownership", "()+,-=?@AGHJQ\\`", "K"],
    /** Withdraw the offer of a handle. Withdraws the open offer of ownership of a handle. Succeeds even if there is none. */
    withdrawTransfer: ["delete", "/v2/handles/{handle}/transfer-ownership", "(),-=@AGHJ\\", "KE"],
    /** Delete a handle. Permanently deletes a handle that never took a payment, with its pages, files, group buys, all access and interests, and all roles on it. Open checkouts are ended first. The name stays taken. A handle that has taken payments cannot be deleted; transfer it instead. */
    deleteHandle: ["delete", "/v2/handles/{handle}", "()*,-<=@AGHJR\\", "KE"],
    /** List collaborators. Lists everyone with a role on a handle or an offer of one, at most 100, in a single response. The list can be sent back to `replaceCollaborators`. */
    listCollaborators: ["get", "/v2/handles/{handle}/collaborators", "),-=AHJ\\"],
    /** Replace collaborators. Replaces the whole list of collaborators of a handle. Anyone new is offered the role by email for 14 days, whether or not the address has an account; the offer lapses if whoever made it loses their role. Anyone not on the list loses their role at once, with the personal access tokens they made for the handle, and offers to them are withdrawn. A changed role takes effect at once for people who already work on the handle. Operators may add, change and remove only creators, and must send the others unchanged or leave them out. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. */
    replaceCollaborators: ["put", "/v2/handles/{handle}/collaborators", "()+,-=?@AGHJQS\\`", "K"],
    /** List audit events. Lists who changed what on a handle, and in which request, newest first. Events are kept as long as the handle. */
    listAuditEvents: ["get", "/v2/handles/{handle}/audit-events", "),-=@AGHJ\\"],
    /** Get the summary of a handle. Returns what was sold today and this month, and what needs attention. It counts like `getEarnings`: everything in the period in which it happened, so a sale of last month that is refunded today lowers today. Fees and payouts are not shown here. */
    getHandleSummary: ["get", "/v2/handles/{handle}/summary", "),-=AHJ\\"],
  },
  oauth: {
    /** Get authorization server metadata. Returns the endpoints and capabilities of the authorization server (RFC 8414). */
    getAuthorizationServerMetadata: ["get", "/.well-known/oauth-authorization-server", "),-K"],
    /** Get the signing keys. Returns the public keys that verify access tokens (RFC 7517), newest first. After a rotation, older keys stay as long as the tokens they signed. */
    getJwks: ["get", "/.well-known/jwks.json", "),-K"],
    /** Get protected resource metadata. Returns which authorization server issues tokens for this API (RFC 9728). Every 401 points here with `resource_metadata` in `WWW-Authenticate`. */
    getProtectedResourceMetadata: ["get", "/.well-known/oauth-protected-resource", "),-K"],
  },
  tokens: {
    /** List personal access tokens. Lists the active personal access tokens of the handle, newest first, and who created them. */
    listTokens: ["get", "/v2/handles/{handle}/tokens", "),-=@AGHJ\\"],
    /** Create a personal access token. Creates a personal access token for scripts, for one handle and with the scopes you choose. It may do what its creator may do at the time of use. It stops working when they lose their role on the handle, delete their account, reset their password, or transfer the handle to a new owner. */
    createToken: ["post", "/v2/handles/{handle}/tokens", "(),-=?@AGHJQ\\^`", "K"],
    /** Revoke a personal access token. Revokes a personal access token, which stops working at once. */
    revokeToken: ["delete", "/v2/handles/{handle}/tokens/{tokenId}", "(),-=@AGHJ\\]", "KE"],
  },
  automation: {
    /** List the pages of a handle, with a token. Lists the pages of a handle in every state, newest first, without content. */
    automationListPages: ["get", "/v2/public/handles/{handle}/pages", "),-=AGHJ\\"],
    /** Create a page, with a token. Creates a page as a draft. Nobody else sees it until it is published. */
    automationCreatePage: ["post", "/v2/public/handles/{handle}/pages", "(),-=?AGHJQZ\\`", "K"],
    /** Get a page, with a token. Returns one page of the handle in any state, with its content. */
    automationGetPage: ["get", "/v2/public/handles/{handle}/pages/{pageSlug}", "),-=AHJO\\"],
    /** Update a page, with a token. Replaces everything about a page except its slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price. */
    automationUpdatePage: ["put", "/v2/public/handles/{handle}/pages/{pageSlug}", "(),-=?AGHJNOQS\\`", "K"],
    /** Publish a page, with a token. Publishes a page, so that visitors see it as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first. */
    automationPublishPage: ["post", "/v2/public/handles/{handle}/pages/{pageSlug}/publish", "(),-=AGHJNO\\", "K"],
    /** Unpublish a page, with a token. Makes a published page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end. */
    automationUnpublishPage: ["post", "/v2/public/handles/{handle}/pages/{pageSlug}/unpublish", "(),-=AGHJNO\\", "K"],
    /** List all group buys, with a token. Lists the group buys of a handle in every state, newest first. */
    automationListGroupBuys: ["get", "/v2/public/handles/{handle}/group-buys", "),-=AGHJ\\"],
    /** Create a group buy, with a token. Creates a group buy as a draft, visible only to those who work on the handle. */
    automationCreateGroupBuy: ["post", "/v2/public/handles/{handle}/group-buys", "(),-=?AGHJOPQZ\\`", "K"],
    /** Get a group buy as its creator, with a token. Returns a group buy of the handle in any state, with its progress and its `ETag`. */
    automationGetGroupBuy: ["get", "/v2/public/handles/{handle}/group-buys/{groupBuySlug}", "),-9=AHJ\\"],
    /** Update a group buy, with a token. Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed. Its `ETag` changes with its progress too. */
    automationUpdateGroupBuy: ["put", "/v2/public/handles/{handle}/group-buys/{groupBuySlug}", "(),-9:=?AGHJOPQS\\`", "K"],
    /** List the files of a handle, with a token. Lists all files of a handle, newest first, including expired ones. */
    automationListFiles: ["get", "/v2/public/handles/{handle}/files", "),-=AGHJ\\"],
    /** Create a file, with a token. Creates a file and returns a single-use URL to upload its content to. Nobody can download it until the content is uploaded. It counts towards the storage of the handle from now on. Repeating the request with the same `Idempotency-Key` returns a new upload URL. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is already shared with do not count again. */
    automationCreateFile: ["post", "/v2/public/handles/{handle}/files", "()+,-=?AGHJQ[\\`", "K"],
    /** Delete a file, with a token. Deletes a file and permanently removes its content. Nobody can download it any more. */
    automationDeleteFile: ["delete", "/v2/public/handles/{handle}/files/{fileId}", "(),-7=AGHJ\\", "KE"],
    /** Get a file, with a token. Returns a file as its creators see it, also after it expired, with its `ETag`. */
    automationGetFile: ["get", "/v2/public/handles/{handle}/files/{fileId}", "),-7=AHJ\\"],
    /** Update a file, with a token. Changes who may download a file, and until when. Whoever is no longer listed cannot download it any more, except by a link they opened less than five minutes ago. Its name and content stay; create another file for those. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that a file of the handle is already shared with do not count again. */
    automationUpdateFile: ["put", "/v2/public/handles/{handle}/files/{fileId}", "()+,-7=?AGHJQS\\`", "K"],
    /** Render Markdown, with a token. Renders a text as the content of a page would be, and stores nothing: for showing it while it is written. What could not be saved is refused here too: a text that is too long, takes too long to render, or exceeds 2,000,000 characters of HTML is `invalid_request`. */
    automationRenderMarkdown: ["post", "/v2/public/handles/{handle}/render", "),-=AGHJQ\\`", "R"],
    /** List the sales of a handle, with a token. Lists the sales of a handle, newest first: purchases and grants of all its pages, including ended ones. Filters can be combined. With `Accept: text/csv` it returns all that match as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers. */
    automationListSales: ["get", "/v2/public/handles/{handle}/sales", "),-=AGHJ\\"],
    /** Get a sale, with a token. Returns a sale with its charge, refunds and disputes, the emails that were sent about it, and the attempts to pay. */
    automationGetSale: ["get", "/v2/public/handles/{handle}/sales/{purchaseId}", "),-=AHJU\\"],
    /** List the customers of a handle, with a token. Lists everyone who bought a page of the handle or was given one, with what they paid. Whoever was new to Latchkey last comes first, so the order stays as it is when someone buys again. */
    automationListCustomers: ["get", "/v2/public/handles/{handle}/customers", "),-=AGHJ\\"],
    /** List the purchases on a handle, with a token. Lists the purchases of all pages of a handle, newest first, including refunded ones. */
    automationListPurchases: ["get", "/v2/public/handles/{handle}/purchases", "),-=AGHJ\\"],
  },
  webhooks: {
    /** List webhook endpoints. Lists the webhook endpoints of the handle, newest first; at most 10. */
    listWebhookEndpoints: ["get", "/v2/handles/{handle}/webhooks", "),-=@AGHJ\\"],
    /** Add a webhook endpoint. Adds a URL that events are sent to, signed with the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Any 2xx within 10 seconds counts as received; redirects are not followed. Otherwise there are 10 attempts over three days. Events may arrive twice, and in any order. The secret is shown once. */
    createWebhookEndpoint: ["post", "/v2/handles/{handle}/webhooks", "(),-=?@AGHJQ\\_`", "K"],
    /** Delete a webhook endpoint. Deletes a webhook endpoint and its deliveries. Nothing more is sent to it. */
    deleteWebhookEndpoint: ["delete", "/v2/handles/{handle}/webhooks/{webhookEndpointId}", "(),-=@AGHJ\\f", "KE"],
    /** List deliveries to an endpoint. Lists what was sent, or will be sent, to a webhook endpoint, newest first. Deliveries are kept for 30 days. */
    listWebhookDeliveries: ["get", "/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries", "),-=@AGHJ\\f"],
    /** Replay a delivery. Sends a delivery to a webhook endpoint again now, whatever its outcome, with the same `webhook-id` and a full set of attempts. If it succeeds, a disabled endpoint is enabled. */
    replayWebhookDelivery: ["post", "/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries/{deliveryId}/replay", "(),-=@AGHJ\\e", "K"],
  },
} as const
