// Generated from the contract by `npm run generate`; do not edit.
export interface paths {
    "/v2/visitor/auth/magic-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a magic link
         * @description Mails a link, and for a handle also a six-digit code, to the address. The answer is the same for every address, known or not. Earlier links that were not used stay valid until they expire.
         */
        post: operations["requestMagicLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/visitor/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a magic link or its code
         * @description Consumes the link or code and opens a session, as the `_10x_visitor` cookie and, for handle-bound challenges, also as `sessionToken`. Of any number of concurrent calls for one challenge exactly one succeeds.
         */
        post: operations["verifyMagicLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/visitor/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description The visitor behind the session.
         */
        get: operations["getVisitor"];
        put?: never;
        post?: never;
        /**
         * Erase the visitor
         * @description Removes the address and everything that is tied to it, and ends all sessions and all access, for good. Purchases stay in the books of the creators, without the address. Needs a session as for the export.
         */
        delete: operations["eraseVisitor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/visitor/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all data of the visitor
         * @description Everything that is kept of the signed-in visitor, in one document. Needs a session that works for all handles and is not older than ten minutes: whoever finds a browser signed in must not get it.
         */
        get: operations["exportVisitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/visitor/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session on the server and clears the cookie. Succeeds also when nobody is signed in. With `everywhere` all sessions of the visitor end.
         */
        post: operations["signOutVisitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/visitor/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what the visitor has, and had, access to
         * @description Bought pages, pages opened by signing in, and files shared with the address, newest first; and beside them, with every page of the list, the payments that are on their way. A handle-bound session sees that handle only.
         */
        get: operations["listVisitorAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_edge/visitor/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Access page
         * @description Page where a visitor asks for a link, enters a code, sees what they have access to, and signs out.
         */
        get: operations["showAccessPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_edge/visitor/access/t/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open a magic link
         * @description Says whom the link signs in and where. Never consumes the link, however often it is opened: mail scanners open links too.
         */
        get: operations["showMagicLink"];
        put?: never;
        /**
         * Continue from a magic link
         * @description Consumes the link, sets the cookie and redirects to what the visitor came for. When the challenge returns to a front end on another origin, nothing is consumed: the redirect hands the token over in the fragment `#latchkey_token=…`, and that front end calls `verifyMagicLink`.
         */
        post: operations["openMagicLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/pages/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the published pages of a handle
         * @description Newest first, without content.
         */
        get: operations["listPublicPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/pages/{handle}/{pageSlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a published page
         * @description Title, teaser, mode and price for everybody; `content` for those with access. Send the session to be recognised; one that does not count is treated as none.
         */
        get: operations["getPublicPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/pages/{handle}/{pageSlug}/access-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check access to a page
         * @description Whether the caller may see the page now, why, and what to do if not. Never served from a cache: a refund that has been committed is seen by the next check.
         */
        post: operations["checkPageAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the pages of a handle
         * @description In every state, newest first, without content.
         */
        get: operations["listPages"];
        put?: never;
        /**
         * Create a page
         * @description As a draft: nobody else sees it before it is published.
         */
        post: operations["createPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a page
         * @description In whatever state, with its content.
         */
        get: operations["getPage"];
        /**
         * Change a page
         * @description Replaces everything but the slug; what is published shows the change at once. Who has bought the page keeps it, whatever it costs afterwards. A checkout that is open may still be paid at its price.
         */
        put: operations["updatePage"];
        post?: never;
        /**
         * Delete a page
         * @description A page that nobody bought is gone. One that was sold, or is being paid for, is archived: its buyers keep it, nobody else sees it, and its slug stays taken.
         */
        delete: operations["deletePage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a page
         * @description Shows it to visitors, as far as its access mode goes. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, such as one in a currency that has ended; set another one first.
         */
        post: operations["publishPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a page back
         * @description Makes it a draft again, hidden from everybody, its buyers included; `warning` says so when there are any. Open checkouts end.
         */
        post: operations["unpublishPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview a page
         * @description Teaser and content, rendered as visitors will get them; drafts too.
         */
        get: operations["previewPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/pages/{handle}/{pageSlug}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a checkout
         * @description Opens a Stripe Checkout Session for the page, or returns the one that is open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice.
         */
        post: operations["createCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/pages/{handle}/{pageSlug}/checkout/{checkoutSessionId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a checkout
         * @description Asks Stripe for the state of the session and settles it now, without waiting for a webhook. Call it when the buyer returns. Any number of calls have the effect of one.
         */
        post: operations["confirmCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a purchase
         * @description Pays back what remains of the purchase and ends access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns.
         */
        post: operations["refundPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who has, and had, bought a page
         * @description Purchases and grants, newest first, also those that ended. With `Accept: text/csv` all of them as one file, whatever `limit` and `cursor` say; amounts are decimal numbers there.
         */
        get: operations["listBuyers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give somebody access to a paid page
         * @description Without a payment. The address gets a mail with the link; whoever signs in with it reads the page from now on.
         */
        post: operations["grantAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/pages/{pageSlug}/grants/{purchaseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take access to a page away
         * @description Ends a grant or a purchase at once, and pays nothing back; what was paid can still be refunded. Revoking again changes nothing.
         */
        delete: operations["revokeAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/stripe/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive an event of the platform account
         * @description Endpoint for Stripe. Stores the event once and answers; what it hints at is read back from Stripe afterwards. Events of other accounts are ignored.
         */
        post: operations["receiveStripeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/stripe/connect-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive an event of a connected account
         * @description Endpoint for Stripe Connect, with a signing secret of its own.
         */
        post: operations["receiveStripeConnectEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/connect/onboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect Stripe
         * @description Makes the owner's Stripe account, once, and a link to its onboarding form. The link opens once and lives minutes: send the owner there at once. Call again for a fresh link. When the account was disconnected or closed at Stripe, this makes a new one.
         */
        post: operations["startConnectOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/connect/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether pages can be sold
         * @description Where the connected account stands. Kept by Stripe's events; asked anew while it is not ready, so whoever returns from the form sees the result. `not_connected` also when the account was disconnected or closed at Stripe: then a new one can be connected.
         */
        get: operations["getConnectStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/connect/dashboard-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the Stripe dashboard
         * @description A link to the Express dashboard of the connected account. It opens once; make it at the click.
         */
        post: operations["createConnectDashboardLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was earned
         * @description Gross, refunds, disputes, fees and net by month and currency. Everything counts in the month in which it happened, so a month that is over never changes: a refund that fails later is given back in the later month. Refunds that the platform made without taking your part back cost you nothing and are not listed.
         */
        get: operations["getEarnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/group-buys/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the group buys of a handle
         * @description Those that are published, paused or activated, newest first.
         */
        get: operations["listPublicGroupBuys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/group-buys/{handle}/{groupBuySlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group buy
         * @description What it offers and how far it is: quantities and the number of people, never who.
         */
        get: operations["getPublicGroupBuy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/group-buys/{handle}/{groupBuySlug}/interest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how many you want
         * @description Records the interest of the signed-in visitor; saying it again replaces the quantity. Nothing is paid. Everybody interested gets a mail when the creator activates the offer.
         */
        post: operations["expressInterest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/group-buys/{handle}/{groupBuySlug}/my-interest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read my interest
         * @description What the signed-in visitor said they want; `null` when nothing.
         */
        get: operations["getMyInterest"];
        put?: never;
        post?: never;
        /**
         * Withdraw my interest
         * @description Takes the interest back; succeeds also when there is none. After activation it has no effect.
         */
        delete: operations["withdrawInterest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all group buys
         * @description In every state, newest first.
         */
        get: operations["listGroupBuys"];
        put?: never;
        /**
         * Create a group buy
         * @description It begins as a draft.
         */
        post: operations["createGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group buy as its creator
         * @description In any state.
         */
        get: operations["getGroupBuy"];
        /**
         * Change a group buy
         * @description Replaces its texts, target, deadline and linked page. Activated and closed ones stay as they are.
         */
        put: operations["updateGroupBuy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who is interested
         * @description Visitors with the quantity they want, newest first.
         */
        get: operations["listInterests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish or resume a group buy
         * @description From now on visitors may say that they are interested. Publishing a published one changes nothing.
         */
        post: operations["publishGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a group buy
         * @description It stays visible and takes no interest until it is published again.
         */
        post: operations["pauseGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate a group buy
         * @description Possible once the target is reached: opens the sale of the linked page and mails everybody interested. With `dryRun=true` nothing happens, and the answer says what would.
         */
        post: operations["activateGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/group-buys/{groupBuySlug}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a group buy
         * @description Ends it without activation, for good. The sale of its linked page stays locked until the page is linked to another, or to none.
         */
        post: operations["closeGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a handle
         * @description All of them, newest first, expired ones included.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Create a file
         * @description Announces a file and answers with the URL that takes its content. Until the content is there nobody can download it. A replay under the same `Idempotency-Key` answers with a fresh upload URL.
         */
        post: operations["createFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description Nobody can download it any more, and its content is removed for good.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Leads to the content, by a URL that works for five minutes and takes ranges. A file that is shared with certain addresses needs the session of such a visitor; to all others who are signed in it does not exist.
         */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/files/{fileId}/magic-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a magic link to a file
         * @description Mails a link that signs in and leads to the file. The answer is the same for every address, whether the file is shared with it or not.
         */
        post: operations["requestFileLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/support/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a problem
         * @description For everybody. Give the `requestId` of an answer, and what is known of that request goes with the report.
         */
        post: operations["reportProblem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Escalate a report
         * @description For platform operators: marks a report as one that must be looked at first.
         */
        post: operations["escalateReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reports
         * @description For platform operators: newest first.
         */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Claim, give back or resolve a report
         * @description For platform operators. One that a colleague has claimed must be given back by them first.
         */
        put: operations["updateReport"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/dead-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dead jobs
         * @description For platform operators: jobs that failed as often as they may, newest first. `latchkey_jobs_dead` of the metrics counts them.
         */
        get: operations["listDeadJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/unmatched-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments without a purchase
         * @description For platform operators: payments on our Stripe account that belong to no purchase of this database, newest first. Latchkey leaves them alone, and never refunds them by itself. Each stays listed for 90 days.
         */
        get: operations["listUnmatchedPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/dead-jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a dead job
         * @description For platform operators: the job runs again as soon as a worker is free, with all its attempts. Jobs bear running again. One that is not dead, or not any more, is not found.
         */
        post: operations["retryDeadJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/content-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report abuse on a page
         * @description For everybody: a page that breaks the law or harms somebody. Problems of your own go to `reportProblem`.
         */
        post: operations["reportContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/content-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reported abuse
         * @description For platform operators: newest first.
         */
        get: operations["listContentReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/operator/content-reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Claim, give back or resolve reported abuse
         * @description For platform operators. One that a colleague has claimed must be given back by them first.
         */
        put: operations["updateContentReport"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Mails a code to the address, with which `confirmSignUp` makes the account. The answer is the same for every address; one that has an account already is told so by mail. Sign-ups do not touch each other: the code confirms the name and the password that were sent along with it.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/signup/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a sign-up
         * @description Makes the account; other sign-ups that wait for the same address end. Sign in afterwards. After 5 wrong tries the codes mailed so far no longer work, a fresh one does. After 20 on one day, fresh ones are too long to guess, so that strangers cannot keep the owner out.
         */
        post: operations["confirmSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/signup/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a fresh sign-up code
         * @description Mails a fresh code for a sign-up of the last 7 days, also when the earlier one expired. The answer is the same for every address. Earlier codes stay valid until they expire.
         */
        post: operations["resendSignUpCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Exchanges e-mail address and password for a pair of tokens. On the bare and the `app.` host it also sets the `_10x_account` cookie. A browser that signed in before has a throttle of its own, which strangers cannot use up.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the tokens
         * @description Exchanges the refresh token for the next pair. Sent again within 30 seconds, while the next one is unused, it yields the same next one, so a lost answer or a second tab does no harm. Sent again later, it ends the session: somebody else has it.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the refresh token, of the cookie, or of both, and clears the cookie. Access tokens of the session stop working at once. Succeeds also when nobody is signed in.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a password-reset code
         * @description Mails a code to the address if it has an account. The answer is the same for every address.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/password/forgot/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description Sets a new password with the mailed code, and ends every session of the account and every access that it granted to clients. After 5 wrong tries the codes mailed so far no longer work, a fresh one does. After 20 on one day, fresh ones are too long to guess, so that strangers cannot keep the owner out.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description The account behind the access token.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /**
         * Delete the account
         * @description Deletes the account with its sessions, its roles on handles, and what it granted to clients. An account that owns handles transfers them first.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where the account is signed in
         * @description The sessions that live, newest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out somewhere else
         * @description Ends one session of the account at once; succeeds also when it had ended.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See which mails you get
         * @description Which mails about sales, refunds and disputes the account gets, for each handle that it works on, newest role first. All are on until they are turned off.
         */
        get: operations["getNotifications"];
        /**
         * Choose which mails you get
         * @description Replaces the settings of the handles that are named; they count for the account alone, and end with its role. Mails that are still waiting to go out follow them too. If the account has no role on one of the handles, nothing is changed.
         */
        put: operations["updateNotifications"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your handles
         * @description Every handle that the account has a role on, with that role; the newest role first.
         */
        get: operations["listHandles"];
        put?: never;
        /**
         * Create a handle
         * @description Takes a name that is free; the account becomes its owner.
         */
        post: operations["createHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the profile of a handle
         * @description What the site is called, and which front ends belong to it.
         */
        get: operations["getHandleProfile"];
        /**
         * Change the profile of a handle
         * @description Replaces the profile. Taking an origin off the list ends redirects to it at once; visitors who are signed in there stay so.
         */
        put: operations["updateHandleProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename a handle
         * @description Moves the site to a new host at once. For 30 days pages and magic links under the old name redirect, and nobody else can take it; API paths take the new name only. Sessions live on, but a browser keeps its cookie for the old host, so visitors there sign in once more.
         */
        post: operations["renameHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/transfer-ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer a handle
         * @description Makes one of the collaborators the owner, and the present owner an operator. Sales pause until the new owner has connected an account with Stripe; checkouts that are open end. Refunds of earlier sales still come from the account that received them.
         */
        post: operations["transferHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/collaborators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who works on a handle
         * @description Everybody with a role, 100 at most, in one answer: it is what `replaceCollaborators` takes.
         */
        get: operations["listCollaborators"];
        /**
         * Replace who works on a handle
         * @description Takes the whole list; who is not on it loses the role at once. New people are told by mail. An address that has no account yet gets its role when it signs up, and until then looks like any other. Operators may add, change and remove creators only; the others they send as they are, or leave out.
         */
        put: operations["replaceCollaborators"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was changed on a handle
         * @description Who changed what, in which request, newest first. Kept as long as the handle.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Discover the authorization server
         * @description Endpoints and abilities of the authorization server (RFC 8414).
         */
        get: operations["getAuthorizationServerMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the signing keys
         * @description Public keys of all access tokens (RFC 7517), newest first. After a rotation the older ones stay for as long as tokens that they signed.
         */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-protected-resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Discover what protects the API
         * @description Which authorization server issues tokens for this API (RFC 9728). Every 401 points here by `resource_metadata` in `WWW-Authenticate`.
         */
        get: operations["getProtectedResourceMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a client
         * @description Dynamic client registration (RFC 7591), open to anyone. Metadata that are not listed are ignored. With an account's access token as bearer the client is that account's, who then sees its redirect URIs when one does not match.
         */
        post: operations["registerOAuthClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask for authorization
         * @description The authorization endpoint (RFC 6749 §3.1), opened in a browser: signs the account in, then asks for consent. Errors go back to the client only when the redirect URI is known to be its own and the account is signed in (RFC 9700 §4.11.2); else a page says what is wrong.
         */
        get: operations["authorizeOAuthClient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/authorize/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the consent page
         * @description Sent by the form of the consent page, once, by the account it was shown to. Leads back to the client with `code`, or with `error=access_denied`, and with `state` and `iss` (RFC 9207).
         */
        post: operations["decideOAuthConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get tokens
         * @description The token endpoint (RFC 6749 §3.2), for an authorization code or a refresh token. A code that is used twice revokes what it gave. A refresh token is replaced at each use: sent again within 30 seconds it gets the same successor as long as that is unused, later it ends the whole grant.
         */
        post: operations["issueOAuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description RFC 7009. Access and refresh token end together, and at once, whichever of them is sent. Succeeds also for tokens that are unknown or ended before.
         */
        post: operations["revokeOAuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description Personal access tokens of the handle that were not revoked, newest first.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make a token
         * @description A token for scripts, of one handle, with the scopes you choose. It stays when whoever made it leaves the handle: revoke it then.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description It stops working at once.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the pages of a handle
         * @description In every state, newest first, without content.
         */
        get: operations["automationListPages"];
        put?: never;
        /**
         * Create a page
         * @description As a draft: nobody else sees it before it is published.
         */
        post: operations["automationCreatePage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/pages/{pageSlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a page
         * @description In whatever state, with its content.
         */
        get: operations["automationGetPage"];
        /**
         * Change a page
         * @description Replaces everything but the slug; what is published shows the change at once. Who has bought the page keeps it, whatever it costs afterwards. A checkout that is open may still be paid at its price.
         */
        put: operations["automationUpdatePage"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/pages/{pageSlug}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a page
         * @description Shows it to visitors, as far as its access mode goes. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, such as one in a currency that has ended; set another one first.
         */
        post: operations["automationPublishPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/pages/{pageSlug}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a page back
         * @description Makes it a draft again, hidden from everybody, its buyers included; `warning` says so when there are any. Open checkouts end.
         */
        post: operations["automationUnpublishPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/group-buys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all group buys
         * @description In every state, newest first.
         */
        get: operations["automationListGroupBuys"];
        put?: never;
        /**
         * Create a group buy
         * @description It begins as a draft.
         */
        post: operations["automationCreateGroupBuy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/group-buys/{groupBuySlug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group buy as its creator
         * @description In any state.
         */
        get: operations["automationGetGroupBuy"];
        /**
         * Change a group buy
         * @description Replaces its texts, target, deadline and linked page. Activated and closed ones stay as they are.
         */
        put: operations["automationUpdateGroupBuy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a handle
         * @description All of them, newest first, expired ones included.
         */
        get: operations["automationListFiles"];
        put?: never;
        /**
         * Create a file
         * @description Announces a file and answers with the URL that takes its content. Until the content is there nobody can download it. A replay under the same `Idempotency-Key` answers with a fresh upload URL.
         */
        post: operations["automationCreateFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description Nobody can download it any more, and its content is removed for good.
         */
        delete: operations["automationDeleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the purchases of a handle
         * @description Of all its pages, newest first, refunded ones included.
         */
        get: operations["automationListPurchases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description The endpoints of the handle, newest first; 10 at most.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description Has events sent to a URL, signed by the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Any 2xx within 10 seconds counts as received; redirects are not followed. Else there are 10 tries over three days. Events may arrive twice, and in any order. The secret is shown once.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/webhooks/{webhookEndpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Nothing is sent to it any more; its deliveries are removed.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries to an endpoint
         * @description What was sent or is to be sent to the endpoint, newest first. Kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description Sends it now, whatever came of it, with the same `webhook-id` and all its tries anew. A success enables an endpoint that was disabled.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "purchase.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A page was paid for
         * @description Once for each purchase, when its payment succeeded.
         */
        post: operations["purchase.completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "purchase.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Money goes back to a buyer
         * @description Once for each refund, in part or in full, whether you made it or Stripe did. A full one also ends access: `access.revoked`.
         */
        post: operations["purchase.refunded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "purchase.disputed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A buyer disputes a payment
         * @description Once for each chargeback. Access is suspended until it is decided; inquiries, which move no money, are not told.
         */
        post: operations["purchase.disputed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "access.revoked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A visitor lost access to a page
         * @description Whenever a purchase or a grant stops giving access for good. If a refund fails afterwards, access returns; a later end is told again.
         */
        post: operations["access.revoked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group_buy.target_reached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enough people are interested
         * @description Once for each group buy, when its target is first reached. It can be activated now.
         */
        post: operations["group_buy.target_reached"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group_buy.activated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A group buy was activated
         * @description Once for each group buy. The linked page is for sale from now on.
         */
        post: operations["group_buy.activated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description A page was paid for */
        PurchaseCompletedEvent: {
            /** @enum {string} */
            type: "purchase.completed";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not sent along: `listBuyers` tells it to those who may know.
                 * @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was given. */
                price: components["schemas"]["Money"] | null;
                /** @description Whether the purchase gave access after this. */
                hasAccess: boolean;
            };
        };
        /** @description An amount of money. */
        Money: {
            /** @description In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500. */
            amount: number;
            /**
             * @description ISO 4217, lower case.
             * @example usd
             */
            currency: string;
        };
        /** @description Money goes back to a buyer */
        PurchaseRefundedEvent: {
            /** @enum {string} */
            type: "purchase.refunded";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not sent along: `listBuyers` tells it to those who may know.
                 * @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was given. */
                price: components["schemas"]["Money"] | null;
                /** @description Whether the purchase gave access after this. */
                hasAccess: boolean;
                refund: {
                    /** @example rfd_01jd6z3v9kf2x8t5w4q7r1m0ce */
                    id: string;
                    status: string;
                    amount: components["schemas"]["Money"];
                };
                totalRefunded: components["schemas"]["Money"];
            };
        };
        /** @description A buyer disputes a payment */
        PurchaseDisputedEvent: {
            /** @enum {string} */
            type: "purchase.disputed";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not sent along: `listBuyers` tells it to those who may know.
                 * @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was given. */
                price: components["schemas"]["Money"] | null;
                /** @description Whether the purchase gave access after this. */
                hasAccess: boolean;
                dispute: {
                    /** @example dsp_01jd6z3v9kf2x8t5w4q7r1m0ce */
                    id: string;
                    /** @description Stripe's word for where it stands. */
                    status: string;
                    amount: components["schemas"]["Money"];
                };
            };
        };
        /** @description A visitor lost access to a page */
        AccessRevokedEvent: {
            /** @enum {string} */
            type: "access.revoked";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not sent along: `listBuyers` tells it to those who may know.
                 * @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was given. */
                price: components["schemas"]["Money"] | null;
                /** @description Whether the purchase gave access after this. */
                hasAccess: boolean;
                /**
                 * @description `REVOKED`: one of your people took it back.
                 * @enum {string}
                 */
                reason: "REFUNDED" | "REVOKED";
            };
        };
        /** @description Enough people are interested */
        GroupBuyTargetReachedEvent: {
            /** @enum {string} */
            type: "group_buy.target_reached";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example gby_01jd6z3v9kf2x8t5w4q7r1m0ce */
                groupBuyId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                groupBuySlug: string;
                targetQuantity: number;
                interestedQuantity: number;
                people: number;
            };
        };
        /** @description A group buy was activated */
        GroupBuyActivatedEvent: {
            /** @enum {string} */
            type: "group_buy.activated";
            /**
             * Format: date-time
             * @description When it happened; the same on every try.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @example gby_01jd6z3v9kf2x8t5w4q7r1m0ce */
                groupBuyId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                groupBuySlug: string;
                targetQuantity: number;
                interestedQuantity: number;
                people: number;
            };
        };
        /** @description A mail that was asked for: what its code is verified against, and until when. */
        MagicLinkChallenge: {
            /**
             * @description Needed to verify by code.
             * @example chl_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            challengeId: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description The request does not have the expected shape; see details.issues. Correct every entry of `details.issues` and send the request again. */
        InvalidRequestError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_request";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /** @description Everything that is wrong with the request, in one go. */
                issues: {
                    /** @description Where in the request, e.g. `body.successUrl`. */
                    path: string;
                    /** @description What is wrong there and what would be accepted. */
                    message: string;
                }[];
            };
        };
        /** @description The URL is neither on the handle's own host nor on one of its allowed origins. Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only. */
        InvalidRedirectUrlError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_redirect_url";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /** @description Everything that is wrong with the request, in one go. */
                issues: {
                    /** @description Where in the request, e.g. `body.successUrl`. */
                    path: string;
                    /** @description What is wrong there and what would be accepted. */
                    message: string;
                }[];
            };
        };
        /** @description There is no handle with this name, or you have no role on it. Check the spelling, and the account you are signed in with. */
        HandleNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "handle_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The request body is larger than this operation accepts. Send less; the limit is part of the operation in the reference. */
        PayloadTooLargeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "payload_too_large";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The Content-Type of the request is not one this operation reads. Send the media type that the reference lists, usually `application/json`. */
        UnsupportedMediaTypeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "unsupported_media_type";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Too many requests; wait before the next one. Wait for `Retry-After` seconds. `details.limit` names the limit that was hit. */
        RateLimitedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "rate_limited";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /**
                 * @description The limit that was hit.
                 * @example requestMagicLink:email
                 */
                limit: string;
                /** @description Seconds until the next request may succeed. */
                retryAfterSeconds: number;
            };
        };
        /** @description Something failed on our side; it was recorded under the request id. Try again; if it stays, report the request id. */
        InternalError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "internal_error";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The service is not able to answer right now. Wait for `Retry-After` seconds and repeat the request. */
        UnavailableError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "unavailable";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Who asks for a magic link, and what for. */
        MagicLinkRequest: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            /**
             * @description Binds the session to this handle, and puts a code beside the link in the mail. Without it the link opens a session for every handle, and only as a cookie.
             * @example demo
             */
            handle?: string;
            /**
             * @description The page the visitor came for. Needs `handle`.
             * @example premium
             */
            pageSlug?: string;
            /**
             * @description Absolute URL to return to afterwards, on the handle's host or one of its `allowedOrigins`. Needs `handle`.
             * @example https://shop.example.com/thanks
             */
            returnTo?: string;
        };
        /** @description Who signed in, for how long, and where to go on. */
        MagicLinkVerified: {
            visitor: components["schemas"]["Visitor"];
            session: components["schemas"]["VisitorSession"];
            /** @description For front ends on another origin: send it as `Authorization: Bearer`. `null` for sessions that work for all handles. */
            sessionToken: string | null;
            /** Format: uri */
            returnTo: string | null;
        };
        /** @description A buyer or reader, known by a verified e-mail address only. */
        Visitor: {
            /** @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description How long a session lasts, and for which handle it works. */
        VisitorSession: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
            /**
             * @description The only handle this session works for; `null` when it works for all of them.
             * @example demo
             */
            handle: string | null;
        };
        /** @description This magic link is not valid. Ask for a new link, and use it exactly as it stands in the mail. */
        InvalidMagicLinkError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_magic_link";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This magic link has expired; ask for a new one. Links and codes live 15 minutes. Ask for a new one; a late mail is the usual cause. */
        ExpiredMagicLinkError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "expired_magic_link";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This magic link was already used; ask for a new one. A link or its code opens one session. Whoever used it first has that session. */
        UsedMagicLinkError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "used_magic_link";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This code is not valid; check it, or ask for a new one. After too many wrong tries the codes mailed so far no longer work; a fresh one does. The link of a magic-link mail goes on working. */
        InvalidCodeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_code";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Either the token of the link, or the code together with its challenge. */
        MagicLinkVerification: components["schemas"]["MagicLinkToken"] | components["schemas"]["MagicLinkCode"];
        /** @description Verification by the link. */
        MagicLinkToken: {
            /** @description The last path segment of the magic link. */
            token: string;
        };
        /** @description Verification by the code of the same mail. */
        MagicLinkCode: {
            /**
             * @description As answered by `requestMagicLink`.
             * @example chl_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            challengeId: string;
            /**
             * @description The six digits in the mail.
             * @example 402913
             */
            code: string;
        };
        /** @description The visitor behind the session, and the session. */
        CurrentVisitor: {
            visitor: components["schemas"]["Visitor"];
            session: components["schemas"]["VisitorSession"];
        };
        /** @description A valid visitor session is needed; ask for a magic link to get one. Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. `details.reason` says why the one that was sent does not count. */
        VisitorUnauthorizedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "visitor_unauthorized";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /**
                 * @description Why the session does not count.
                 * @enum {string}
                 */
                reason: "missing" | "malformed" | "expired" | "revoked" | "other_handle";
            };
        };
        /** @description Everything that is kept of a visitor. */
        VisitorExport: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            exportedAt: string;
            visitor: components["schemas"]["Visitor"];
            /** @description Sessions that are still open. */
            sessions: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 * @example 2026-11-20T09:30:00.000Z
                 */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 * @example 2026-11-20T09:30:00.000Z
                 */
                expiresAt: string;
                handle: string | null;
            }[];
            access: components["schemas"]["AccessHistoryItem"][];
            pending: components["schemas"]["PendingPayment"][];
            /** @description What the visitor said they want of group buys. */
            interests: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                groupBuySlug: string;
                quantity: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 * @example 2026-11-20T09:30:00.000Z
                 */
                createdAt: string;
            }[];
        };
        /** @description One thing that the visitor has, or had, access to. */
        AccessHistoryItem: {
            /** @enum {string} */
            resourceType: "PAGE" | "FILE";
            /** @enum {string} */
            accessType: "PURCHASE" | "FREE_LOGIN" | "ALLOWLIST" | "GRANT";
            /** @enum {string} */
            status: "ACTIVE" | "REFUNDED" | "REVOKED" | "EXPIRED" | "DISPUTED";
            title: string;
            /**
             * Format: uri
             * @description Where the visitor reads it.
             */
            url: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
            purchaseId: string | null;
            pricePaid: components["schemas"]["Money"] | null;
            /** @description What was paid back so far; `null` when nothing was. */
            refundedAmount: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When access began.
             * @example 2026-11-20T09:30:00.000Z
             */
            since: string;
            /**
             * Format: date-time
             * @description When access ended; `null` while it lasts.
             * @example 2026-11-20T09:30:00.000Z
             */
            endedAt: string | null;
        };
        /** @description A payment on its way. Until it arrives, fails or expires, the page cannot be paid for again. */
        PendingPayment: {
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug: string;
            title: string;
            price: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When the visitor chose how to pay.
             * @example 2026-11-20T09:30:00.000Z
             */
            since: string;
            /**
             * Format: uri
             * @description Page of Stripe with the voucher that the visitor still has to pay; `null` when there is nothing for them to do.
             */
            payUrl: string | null;
            /**
             * Format: date-time
             * @description Until when the voucher can be paid.
             * @example 2026-11-20T09:30:00.000Z
             */
            payBy: string | null;
        };
        /** @description This needs a sign-in of the last ten minutes that works for all handles. Ask for a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes. */
        FreshSessionRequiredError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "fresh_session_required";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A payment for this page is still being processed. Some payment methods take days. Check access later; a second payment is not started meanwhile. */
        PaymentInProgressError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "payment_in_progress";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Stripe did not accept or did not answer the request; nothing was changed. Repeat it in a while with the same `Idempotency-Key`; report the request id if it stays. */
        PaymentProviderError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "payment_provider_error";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Which sessions end; without it the one that is sent. */
        SignOutVisitor: {
            /** @description End every session of this visitor. */
            everywhere?: boolean;
        };
        /** @description One page of the history, and payments on their way. */
        AccessHistory: {
            items: components["schemas"]["AccessHistoryItem"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
            /** @description Payments on their way, newest first. */
            pending: components["schemas"]["PendingPayment"][];
        };
        /** @description One page of a list of pages. */
        PublicPageList: {
            items: components["schemas"]["PublicPageSummary"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description What everybody may see of a published page. */
        PublicPageSummary: {
            /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description What everybody may read, as Markdown. */
            teaser: string | null;
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            publishedAt: string;
        };
        /**
         * @description What opens a page: nothing, signing in, or paying.
         * @enum {string}
         */
        AccessMode: "PUBLIC" | "FREE_WITH_LOGIN" | "PAID";
        /** @description A published page as this caller may see it. */
        PublicPage: {
            /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description What everybody may read, as Markdown. */
            teaser: string | null;
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            publishedAt: string;
            /** @description `null` for those without access. */
            content: {
                markdown: string;
                /** @description The same, rendered and sanitised; safe to insert. Ids of headings and footnotes begin with `content-`. A text that was stored before an upgrade is plain paragraphs until it is rendered, moments later. */
                html: string;
            } | null;
            access: components["schemas"]["AccessCheck"];
        };
        /** @description Whether the caller may see a page, why, and what to do if not. */
        AccessCheck: {
            hasAccess: boolean;
            /** @enum {string} */
            reason: "public" | "visitor_auth_required" | "entitled" | "purchase_required";
            /**
             * @description What the visitor can do now. `wait`: their payment is on its way. `none` without access: the payment is disputed.
             * @enum {string}
             */
            nextAction: "none" | "sign_in" | "pay" | "wait";
            price: components["schemas"]["Money"] | null;
        };
        /** @description There is no page with this name here, or it is not published. Check handle and slug; to visitors drafts look the same as pages that do not exist. */
        PageNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "page_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Pages of a handle as its creators see them. */
        PageList: {
            items: components["schemas"]["PageSummary"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A page as its creators see it, without content. */
        PageSummary: {
            /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description What everybody may read, as Markdown. */
            teaser: string | null;
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published.
             * @example 2026-11-20T09:30:00.000Z
             */
            publishedAt: string | null;
            state: components["schemas"]["PageState"];
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
        };
        /**
         * @description A draft is seen by its creators only. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken.
         * @enum {string}
         */
        PageState: "DRAFT" | "PUBLISHED" | "ARCHIVED";
        /** @description This operation needs an access token in the Authorization header. Sign in and send `Authorization: Bearer <accessToken>`. Cookies are never accepted here. */
        MissingBearerTokenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "missing_bearer_token";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This access token is not valid, or not for this operation. Sign in again; the session behind the token may have ended. */
        InvalidTokenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_token";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This access token has expired; refresh the session. Access tokens live 15 minutes. Exchange the refresh token for a new pair. */
        TokenExpiredError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "token_expired";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This token may not be used for this operation. Use a token with the scope that the reference names, or sign in for control-plane operations. */
        InsufficientScopeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "insufficient_scope";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A page as its creators see it. */
        Page: {
            /** @example pag_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description What everybody may read, as Markdown. */
            teaser: string | null;
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published.
             * @example 2026-11-20T09:30:00.000Z
             */
            publishedAt: string | null;
            state: components["schemas"]["PageState"];
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /** @description Markdown. */
            content: string;
        };
        /** @description This handle already has something with this slug. Choose another slug. */
        SlugTakenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "slug_taken";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A request with this Idempotency-Key is still being worked on. Repeat it with the same key in a while; it will answer with the result of the first. */
        IdempotencyInProgressError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "idempotency_in_progress";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This Idempotency-Key was used for another request. Make a new key for each new request; reuse one only to repeat the very same request. */
        IdempotencyKeyReusedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "idempotency_key_reused";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /**
         * @description A new page.
         * @example {
         *       "slug": "premium",
         *       "title": "The premium guide",
         *       "teaser": "Twelve chapters on making things that people **keep**.",
         *       "content": "## Chapter one",
         *       "accessMode": "PAID",
         *       "price": {
         *         "amount": 2500,
         *         "currency": "usd"
         *       }
         *     }
         */
        PageCreate: {
            /**
             * @description Its name in the URL, for good.
             * @example premium
             */
            slug: string;
            title: string;
            /**
             * @description What everybody may read, as Markdown.
             * @default null
             */
            teaser?: string | null;
            /**
             * @description Markdown with tables, footnotes and task lists. Of raw HTML, tags for text, lists, tables, links and images work; all others are shown as they were typed. A text that takes too long to render, or becomes more than 2,000,000 characters of HTML, is `invalid_request`.
             * @default
             */
            content?: string;
            accessMode: components["schemas"]["AccessMode"];
            /**
             * @description What it costs; for `PAID`, and only for it. Each currency has a least amount, about that of US$0.50.
             * @default null
             * @example {
             *       "amount": 2500,
             *       "currency": "usd"
             *     }
             */
            price?: {
                /** @description In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500. */
                amount: number;
                /** @description ISO 4217; case does not matter. */
                currency: string;
            } | null;
        };
        /** @description This page was deleted after it was sold, so it stays as its buyers know it. Create another page under another slug. */
        PageArchivedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "page_archived";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This was changed since you read it, so nothing was done. Read it again, apply your change to what is there now, and send the new `ETag` as `If-Match`. */
        PreconditionFailedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "precondition_failed";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /**
         * @description Everything about a page that can be changed, as it shall be.
         * @example {
         *       "title": "The premium guide",
         *       "teaser": "Twelve chapters on making things that people **keep**.",
         *       "content": "## Chapter one",
         *       "accessMode": "PAID",
         *       "price": {
         *         "amount": 2500,
         *         "currency": "usd"
         *       }
         *     }
         */
        PageUpdate: {
            title: string;
            /** @description What everybody may read, as Markdown. */
            teaser: string | null;
            /** @description Markdown with tables, footnotes and task lists. Of raw HTML, tags for text, lists, tables, links and images work; all others are shown as they were typed. A text that takes too long to render, or becomes more than 2,000,000 characters of HTML, is `invalid_request`. */
            content: string;
            accessMode: components["schemas"]["AccessMode"];
            /**
             * @description What it costs; for `PAID`, and only for it. Each currency has a least amount, about that of US$0.50.
             * @example {
             *       "amount": 2500,
             *       "currency": "usd"
             *     }
             */
            price: {
                /** @description In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500. */
                amount: number;
                /** @description ISO 4217; case does not matter. */
                currency: string;
            } | null;
        };
        /** @description Whether the page was kept for its buyers. */
        PageDeletion: {
            archived: boolean;
        };
        /** @description A page after it was published or taken back. */
        PagePublication: {
            page: components["schemas"]["Page"];
            /** @description What you may not have expected; `null` when there is nothing. */
            warning: {
                /**
                 * @description `not_for_sale`: it is published, but nobody can buy it until the owner of the handle has connected with Stripe. `hidden_from_buyers`: people who bought it no longer see it.
                 * @enum {string}
                 */
                code: "not_for_sale" | "hidden_from_buyers";
                message: string;
            } | null;
        };
        /** @description A page as it will look to those with access. */
        PagePreview: {
            page: components["schemas"]["PageSummary"];
            teaser: {
                markdown: string;
                /** @description The same as visitors get it, sanitised. */
                html: string;
            } | null;
            content: {
                markdown: string;
                /** @description The same as visitors get it, sanitised. */
                html: string;
            };
        };
        /** @description An open Stripe Checkout Session. */
        Checkout: {
            /** Format: uri */
            checkoutUrl: string;
            /**
             * @description Stripe's id of the session.
             * @example cs_test_a1b2c3
             */
            checkoutSessionId: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description This page is not for sale, so there is nothing to pay. Run the access check to see what opens the page: nothing, or signing in. */
        PageNotPaidError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "page_not_paid";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This visitor has already bought this page. Send the visitor to the page; no further payment is taken. */
        AlreadyPurchasedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "already_purchased";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The payment for this page is disputed at the buyer's bank. Wait for the dispute to end; it decides whether access returns. */
        PurchaseDisputedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "purchase_disputed";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The creator cannot take payments yet: no Stripe account is ready. The owner of the handle finishes Stripe Connect onboarding; then the page can be sold. */
        ConnectNotConfiguredError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "connect_not_configured";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This group buy is not open for that. Interest is taken while it is published and before its deadline; a page that is linked to it is sold once it is activated; activated and closed ones stay as they are. */
        GroupBuyNotOpenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "group_buy_not_open";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Where Stripe sends the buyer afterwards. */
        CheckoutRequest: {
            /**
             * @description Where Stripe sends the buyer after payment: an absolute URL on the handle's host or one of its `allowedOrigins`. `{CHECKOUT_SESSION_ID}` in it is replaced by Stripe.
             * @example https://example.com/thanks
             */
            successUrl: string;
            /**
             * @description Where Stripe sends the buyer who turns back; same rules.
             * @example https://example.com/cancelled
             */
            cancelUrl: string;
        };
        /** @description Where a payment stands. */
        CheckoutConfirmation: {
            /**
             * @description `pending`: a payment is on its way, or a voucher waits to be paid; `listVisitorAccess` says which. `unpaid`: the session is still open, or the payment failed.
             * @enum {string}
             */
            status: "paid" | "pending" | "unpaid" | "expired";
            hasAccess: boolean;
        };
        /** @description There is no such purchase of this page. Check the visitor and purchase ids against the buyers of the page. */
        PurchaseNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "purchase_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The refund, and the purchase after it. */
        RefundedPurchase: {
            purchase: components["schemas"]["Purchase"];
            refund: components["schemas"]["Refund"];
        };
        /** @description A visitor's access to a page, paid or granted. */
        Purchase: {
            /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug: string;
            /** @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce */
            visitorId: string;
            /**
             * @description Derived from the payment, its refunds and disputes, and manual grants.
             * @enum {string}
             */
            grantType: "PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED";
            hasAccess: boolean;
            /** @description A chargeback is open; access is suspended until it ends. */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /** @description What was paid back so far; `null` when nothing was. */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            purchasedAt: string;
        };
        /** @description Money on its way back to the buyer. */
        Refund: {
            /** @example rfd_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @enum {string} */
            status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled";
            amount: components["schemas"]["Money"];
        };
        /** @description Nothing of this purchase is left to refund. The money was already returned; look at the purchase for when. */
        AlreadyRefundedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "already_refunded";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description What is refunded. */
        RefundRequest: {
            /**
             * @description The buyer.
             * @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /** @description Which purchase; without it the latest live one. */
            purchaseId?: string;
            /** @description For your own records; the buyer's mail does not show it. */
            reason?: string;
        };
        /** @description Buyers of a page. */
        BuyerList: {
            items: components["schemas"]["Buyer"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A purchase or a grant, and whose it is. */
        Buyer: {
            /** @example pur_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug: string;
            /** @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce */
            visitorId: string;
            /**
             * @description Derived from the payment, its refunds and disputes, and manual grants.
             * @enum {string}
             */
            grantType: "PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED";
            hasAccess: boolean;
            /** @description A chargeback is open; access is suspended until it ends. */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /** @description What was paid back so far; `null` when nothing was. */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            purchasedAt: string;
            /**
             * Format: email
             * @description `null` once the visitor has erased their data.
             * @example ana@example.com
             */
            email: string | null;
        };
        /** @description Who is to have access. */
        GrantRequest: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description Receipt of an event. */
        StripeEventReceived: {
            /** @enum {boolean} */
            received: true;
        };
        /** @description The Stripe-Signature header does not fit this body. Set the signing secret of this endpoint, and send the body byte for byte as signed, within five minutes. */
        InvalidWebhookSignatureError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_webhook_signature";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description There is nothing at this address. Check the path, and that the request goes to the host that serves it. */
        NotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A link to the onboarding form. It opens once. */
        ConnectOnboardingLink: {
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description Your role on this handle does not allow this. Ask someone with the role that the reference names for this operation. */
        InsufficientRoleError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "insufficient_role";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Where Stripe sends the owner from the onboarding form. */
        ConnectOnboarding: {
            /** @description Where Stripe sends the owner afterwards, finished or not: on the dashboard's host or the handle's. A page that says what happens next, unless given. */
            returnUrl?: string;
            /** @description Where Stripe sends the owner when the link was opened before or is too old; it calls this operation again. A page that says so, unless given. */
            refreshUrl?: string;
        };
        /** @description Where the connected account of a handle stands. */
        ConnectStatus: {
            /**
             * @description `incomplete`: the onboarding form was not finished. `restricted`: Stripe wants something before it takes payments or pays out. `ready`: pages can be sold.
             * @enum {string}
             */
            status: "not_connected" | "incomplete" | "restricted" | "ready";
            /** @example acct_1NXyz */
            stripeAccountId: string | null;
            chargesEnabled: boolean;
            payoutsEnabled: boolean;
            detailsSubmitted: boolean;
            /** @description Whether Stripe lets us send the account its money. */
            transfersActive: boolean;
            /**
             * @description What Stripe asks for, in Stripe's own terms.
             * @example [
             *       "external_account"
             *     ]
             */
            requirementsDue: string[];
            /**
             * Format: date-time
             * @description When Stripe was last asked.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string | null;
        };
        /** @description A link to the Express dashboard. It opens once. */
        ConnectDashboardLink: {
            /** Format: uri */
            url: string;
        };
        /** @description What a handle earned, by month and currency, and what it owes. */
        Earnings: {
            /** @description One entry for each month and pair of currencies with movement, newest first. */
            months: {
                /**
                 * @description UTC.
                 * @example 2026-11
                 */
                month: string;
                /**
                 * @description What buyers paid in.
                 * @example usd
                 */
                currency: string;
                /**
                 * @description What Stripe transfers to you; the amounts below are in it.
                 * @example usd
                 */
                settlementCurrency: string;
                /** @description How many payments. */
                sales: number;
                /** @description What buyers paid, in the smallest unit of `currency`. */
                charged: number;
                /** @description What buyers paid. In the smallest unit of `settlementCurrency`. */
                gross: number;
                /** @description What went back to buyers out of your part, less what came back. In the smallest unit of `settlementCurrency`. */
                refunds: number;
                /** @description What banks took back, less what they returned. In the smallest unit of `settlementCurrency`. */
                disputes: number;
                /** @description What the platform kept. In the smallest unit of `settlementCurrency`. */
                fees: number;
                /** @description `gross` − `refunds` − `disputes` − `fees`. In the smallest unit of `settlementCurrency`. */
                net: number;
            }[];
            /** @description What you have received and must give back, but Stripe could not take from your account yet; tried again every day. */
            owed: components["schemas"]["Money"][];
        };
        /** @description One page of a list of group buys. */
        PublicGroupBuyList: {
            items: components["schemas"]["PublicGroupBuy"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A group buy as everybody sees it; never who is interested. */
        PublicGroupBuy: {
            /** @example gby_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description Markdown. */
            description: string;
            state: components["schemas"]["GroupBuyState"];
            /** @description How many are wanted by everybody together. */
            interestedQuantity: number;
            /** @description How many visitors want some. */
            people: number;
            /** @description How many must be wanted before it can be activated. */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description After it no interest is taken; below the target the group buy closes itself then.
             * @example 2026-11-20T09:30:00.000Z
             */
            deadline: string | null;
            /**
             * @description The paid page that can be bought only once the group buy is activated.
             * @example premium
             */
            linkedPageSlug: string | null;
            /** Format: uri */
            url: string;
        };
        /**
         * @description A draft is seen by its creators only. Published takes interest, paused does not for now. Activated and closed are final.
         * @enum {string}
         */
        GroupBuyState: "DRAFT" | "PUBLISHED" | "PAUSED" | "ACTIVATED" | "CLOSED";
        /** @description There is no group buy with this name. Check handle and slug; drafts look the same as group buys that do not exist. */
        GroupBuyNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "group_buy_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The interest as it stands now. */
        RecordedInterest: {
            interest: components["schemas"]["Interest"];
        };
        /** @description How many a visitor wants. */
        Interest: {
            quantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description How many the visitor wants. */
        InterestRequest: {
            quantity: number;
        };
        /** @description The visitor's interest, if any. */
        MyInterest: {
            interest: components["schemas"]["Interest"] | null;
        };
        /** @description One page of a list of group buys. */
        GroupBuyList: {
            items: components["schemas"]["GroupBuy"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A group buy as its creators see it. */
        GroupBuy: {
            /** @example gby_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /** @description Markdown. */
            description: string;
            state: components["schemas"]["GroupBuyState"];
            /** @description How many are wanted by everybody together. */
            interestedQuantity: number;
            /** @description How many visitors want some. */
            people: number;
            /** @description How many must be wanted before it can be activated. */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description After it no interest is taken; below the target the group buy closes itself then.
             * @example 2026-11-20T09:30:00.000Z
             */
            deadline: string | null;
            /**
             * @description The paid page that can be bought only once the group buy is activated.
             * @example premium
             */
            linkedPageSlug: string | null;
            /** Format: uri */
            url: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When the target was first reached.
             * @example 2026-11-20T09:30:00.000Z
             */
            targetReachedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            activatedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            closedAt: string | null;
        };
        /** @description A new group buy. */
        GroupBuyCreate: {
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            slug: string;
            title: string;
            /**
             * @description Markdown, as in the content of pages.
             * @default
             */
            description?: string;
            targetQuantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for none.
             * @default null
             * @example 2027-01-31T18:00:00Z
             */
            deadline?: string | null;
            /**
             * @description A paid page of this handle; `null` for none.
             * @default null
             * @example premium
             */
            linkedPageSlug?: string | null;
        };
        /** @description Everything about the group buy that can be changed, as it shall be. */
        GroupBuyUpdate: {
            title: string;
            /** @description Markdown, as in the content of pages. */
            description: string;
            targetQuantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for none.
             * @example 2027-01-31T18:00:00Z
             */
            deadline: string | null;
            /**
             * @description A paid page of this handle; `null` for none.
             * @example premium
             */
            linkedPageSlug: string | null;
        };
        /** @description One page of a list of interests. */
        InterestList: {
            items: components["schemas"]["CreatorInterest"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description How many a visitor wants, and who it is. */
        CreatorInterest: {
            quantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /** @example vis_01jd6z3v9kf2x8t5w4q7r1m0ce */
            visitorId: string;
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description The group buy, and what activating it does. */
        GroupBuyActivation: {
            dryRun: boolean;
            groupBuy: components["schemas"]["GroupBuy"];
            /** @description How many people are written to. */
            mails: number;
            /** @description The page whose sale opens. */
            unlocks: {
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /** Format: uri */
                url: string;
            } | null;
        };
        /** @description Not enough is wanted yet to activate this group buy. Wait until `interestedQuantity` reaches `targetQuantity`, or lower the target. */
        GroupBuyTargetNotReachedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "group_buy_target_not_reached";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description One page of a list of files. */
        FileList: {
            items: components["schemas"]["StoredFile"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A file as its creators see it. */
        StoredFile: {
            /** @example fil_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            fileName: string;
            sizeBytes: number;
            accessMode: components["schemas"]["FileAccessMode"];
            /**
             * Format: date-time
             * @description After it nobody can download the file.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string | null;
            /** @description Who may download it; empty when everybody may. */
            allowedEmails: string[];
            /**
             * Format: uri
             * @description The page that offers the file.
             */
            url: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description `null` while its content is awaited; what is not uploaded within a day is removed.
             * @example 2026-11-20T09:30:00.000Z
             */
            uploadedAt: string | null;
        };
        /**
         * @description Who may download a file: everybody, or the addresses listed.
         * @enum {string}
         */
        FileAccessMode: "PUBLIC" | "EMAIL_ALLOWLIST";
        /** @description The file, where to upload its content, and where it is offered. */
        FileCreated: {
            file: components["schemas"]["StoredFile"];
            /**
             * Format: uri
             * @description Takes the content by one PUT of exactly `sizeBytes` bytes, within 15 minutes. Whoever has it can upload: keep it to yourself.
             */
            uploadUrl: string;
            /**
             * Format: uri
             * @description The page that offers the file, to be passed on.
             */
            publicUrl: string;
        };
        /** @description What will be uploaded, and for whom. */
        FileCreate: {
            /**
             * @description The name it is saved under.
             * @example pattern.pdf
             */
            fileName: string;
            accessMode: components["schemas"]["FileAccessMode"];
            /** @description Exactly as many bytes will be uploaded. */
            sizeBytes: number;
            /** @description Who may download it; needed for `EMAIL_ALLOWLIST`, and only there. */
            allowedEmails?: string[];
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for never.
             * @example 2031-01-31T18:00:00Z
             */
            expiresAt?: string | null;
        };
        /** @description There is no file with this id, or it is not shared with you. Check the id, and the address you are signed in with. A file that was not uploaded yet is not there either. */
        FileNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "file_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This file could be downloaded for a limited time, which is over. Ask the creator to share it again. */
        FileExpiredError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "file_expired";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A mail that was asked for: what its code is verified against, and until when. */
        FileLinkChallenge: {
            /**
             * @description Needed to verify by code.
             * @example chl_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            challengeId: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description Who asks for the file. */
        FileLinkRequest: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description The id to quote when you ask about it. */
        ReportReceipt: {
            /** @example rep_01jd6z3v9kf2x8t5w4q7r1m0ce */
            reportId: string;
        };
        /** @description A problem, in your words. */
        ReportRequest: {
            summary: string;
            /** @description What you did, expected and saw. Leave secrets out. */
            details: string;
            handle?: string;
            sessionId?: string;
            /** @example req_4fSv1nXbL8r2Qm6W */
            requestId?: string;
            /** @description A link to something that shows the problem. */
            reproArtifact?: string;
        };
        /** @description A problem that somebody reported. */
        Report: {
            /** @example rep_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @enum {string} */
            state: "OPEN" | "CLAIMED" | "RESOLVED";
            /** @description Id of the account that works on it. */
            claimedBy: string | null;
            resolution: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            summary: string;
            details: string;
            handle: string | null;
            sessionId: string | null;
            requestId: string | null;
            reproArtifact: string | null;
            escalated: boolean;
            escalationReason: string | null;
            /** @description Records of the request id that was given, newest first; kept with the report. */
            requests: components["schemas"]["RequestRecord"][];
        };
        /** @description What is kept of a request for a week: no body, address or token. */
        RequestRecord: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            at: string;
            operation: string;
            method: string;
            status: number;
            /** @description Code of the error that was answered. */
            error: string | null;
            handle: string | null;
            milliseconds: number;
        };
        /** @description There is no report with this id. Check the id against the queue. */
        ReportNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "report_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Which report, and why it cannot wait. */
        EscalationRequest: {
            reportId: string;
            reason: string;
        };
        /** @description One page of reports. */
        ReportList: {
            items: components["schemas"]["Report"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A colleague has claimed this report. Ask them to give it back; `claimedBy` says who it is. */
        ReportClaimedError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "report_claimed";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A step in the life of a report. */
        QueueUpdate: {
            /**
             * @description `CLAIMED` takes it over; `OPEN` gives it back.
             * @enum {string}
             */
            state: "OPEN" | "CLAIMED" | "RESOLVED";
            /** @description What was done; needed to resolve. */
            resolution?: string;
        };
        /** @description One page of dead jobs. */
        DeadJobList: {
            items: components["schemas"]["DeadJob"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A job that failed as often as it may, and is not tried again by itself. */
        DeadJob: {
            /**
             * @description Id in the job queue, newest highest.
             * @example 4711
             */
            id: string;
            /**
             * @description What the job does.
             * @example settle_purchase
             */
            task: string;
            /** @description Ids of what the job is about. */
            payload: {
                [key: string]: string | number;
            };
            attempts: number;
            /** @description Begins as the last error did, without secrets and addresses. */
            lastError: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the last attempt failed.
             * @example 2026-11-20T09:30:00.000Z
             */
            failedAt: string | null;
        };
        /** @description One page of payments without a purchase. */
        UnmatchedPaymentList: {
            items: components["schemas"]["UnmatchedPayment"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A payment on the Stripe account that belongs to no purchase here. */
        UnmatchedPayment: {
            /**
             * @description Stripe's id.
             * @example pi_3QxYz
             */
            paymentIntentId: string;
            /** @description `purchase_id` of its metadata, whatever that names; `null` when there is none. */
            purchaseId: string | null;
            amount: components["schemas"]["Money"];
            /**
             * @description `no_metadata`: it names no purchase, so another product made it. `unknown_purchase`: it names one that this database does not have, so another deployment made it, or this one before a backup was restored.
             * @enum {string}
             */
            why: "no_metadata" | "unknown_purchase";
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            firstSeenAt: string;
        };
        /** @description There is no dead job with this id. List the dead jobs again: it may have been retried meanwhile. */
        JobNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "job_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The id to quote when you ask about it. */
        ContentReportReceipt: {
            /** @example crp_01jd6z3v9kf2x8t5w4q7r1m0ce */
            reportId: string;
        };
        /** @description What is wrong, and where. */
        ContentReportRequest: {
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug?: string;
            /** @enum {string} */
            category: "SPAM" | "FRAUD" | "ILLEGAL" | "HARASSMENT" | "COPYRIGHT" | "OTHER";
            details: string;
        };
        /** @description One page of reported abuse. */
        ContentReportList: {
            items: components["schemas"]["ContentReport"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description Abuse of a public page that somebody reported. */
        ContentReport: {
            /** @example crp_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @enum {string} */
            state: "OPEN" | "CLAIMED" | "RESOLVED";
            /** @description Id of the account that works on it. */
            claimedBy: string | null;
            resolution: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            pageSlug: string | null;
            /** @enum {string} */
            category: "SPAM" | "FRAUD" | "ILLEGAL" | "HARASSMENT" | "COPYRIGHT" | "OTHER";
            details: string;
        };
        /** @description Until when the mailed code works. */
        MailedCode: {
            /**
             * Format: date-time
             * @description When the code stops working.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description This password is too easy to guess; choose another one. Avoid common passwords, repetitions, keyboard patterns, dates, and your own name and address. A few unrelated words make a good one. */
        WeakPasswordError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "weak_password";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Who signs up. */
        SignUp: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            /** @description At least 12 characters. One that is easy to guess is `weak_password`. */
            password: string;
            name?: string;
        };
        /** @description The account that now exists. */
        ConfirmedSignUp: {
            account: components["schemas"]["Account"];
        };
        /** @description A creator who can sign in. */
        Account: {
            /** @example acc_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            name: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description This code has expired; ask for a new one. The mail says how long its code works. Ask for a fresh one; that is always possible. */
        ExpiredCodeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "expired_code";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description This code was already used; sign in. A code works once. What it was for has been done: sign in, or reset the password. */
        UsedCodeError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "used_code";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The code that was mailed, and for which address. */
        SignUpConfirmation: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            /**
             * @description The code in the mail; spaces, hyphens and case do not matter.
             * @example 402 913
             */
            code: string;
        };
        /** @description Which address needs another code. */
        SignUpCodeRequest: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description A pair of tokens. */
        AccountTokens: {
            /** @description JWT with the claims of RFC 9068, sent as `Authorization: Bearer`. */
            accessToken: string;
            /** @description Single use; exchange it for the next pair. */
            refreshToken: string;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @enum {string} */
            tokenType: "Bearer";
        };
        /** @description E-mail address or password is wrong. Check both, or reset the password. Unknown addresses get the same answer. */
        InvalidCredentialsError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_credentials";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description What an account signs in with. */
        Credentials: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            password: string;
        };
        /** @description The pair of tokens after a refresh. */
        RefreshedTokens: {
            /** @description JWT with the claims of RFC 9068, sent as `Authorization: Bearer`. */
            accessToken: string;
            /** @description The next refresh token; `null` when the cookie was exchanged, because then it is in the cookie only. */
            refreshToken: string | null;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @enum {string} */
            tokenType: "Bearer";
        };
        /** @description This refresh token no longer counts; sign in again. `details.reason` says why. `reused`: the token was presented again after its successor was in use, so the session was ended for whoever holds its tokens. */
        InvalidRefreshTokenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "invalid_refresh_token";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /**
                 * @description Why the token does not count.
                 * @enum {string}
                 */
                reason: "missing" | "unknown" | "expired" | "revoked" | "reused";
            };
        };
        /** @description The refresh token; without it the one in the cookie. */
        OptionalRefreshToken: {
            /** @description Leave it out in a browser that has the `_10x_account` cookie. */
            refreshToken?: string;
        };
        /** @description Whose password is forgotten. */
        PasswordResetRequest: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description The mailed code and the new password. */
        PasswordReset: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            /**
             * @description The code in the mail; spaces, hyphens and case do not matter.
             * @example 402 913
             */
            code: string;
            /** @description At least 12 characters. One that is easy to guess is `weak_password`. */
            newPassword: string;
        };
        /** @description This account owns handles; transfer them first. Transfer each handle of `details.handles` to another account, and try again. */
        OwnsHandlesError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "owns_handles";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: {
                /** @description Names of the handles, at most 100 of them. */
                handles: string[];
            };
        };
        /** @description One page of the sessions. */
        AccountSessionList: {
            items: components["schemas"]["AccountSession"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description One sign-in of an account that still lasts. */
        AccountSession: {
            /** @example ses_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @description Whether it is the session of this request. */
            current: boolean;
            /**
             * @description What the sign-in came from, as far as it said so.
             * @example Firefox on Windows
             */
            device: string | null;
            /**
             * Format: date-time
             * @description When it signed in.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When its tokens were last refreshed.
             * @example 2026-11-20T09:30:00.000Z
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description When it ends unless it is refreshed before.
             * @example 2026-11-20T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description This account has no such session. List the sessions to see those that live. */
        SessionNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "session_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description One page of the settings. */
        NotificationSettingsList: {
            items: components["schemas"]["NotificationSettings"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description Which mails the account gets about a handle that it works on. */
        NotificationSettings: {
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /** @description A mail for each sale. */
            sales: boolean;
            /** @description A mail for each refund, and for each that failed in the end. */
            refunds: boolean;
            /** @description Mails when a bank disputes a payment, and when that ends. */
            disputes: boolean;
        };
        /** @description The settings as they are now. */
        UpdatedNotificationSettings: {
            items: components["schemas"]["NotificationSettings"][];
        };
        /** @description Which mails the account wants from now on. */
        NotificationSettingsUpdate: {
            /**
             * @description The settings of the handles that are named; those of others stay.
             * @example [
             *       {
             *         "handle": "mira-studio",
             *         "sales": false,
             *         "refunds": true,
             *         "disputes": true
             *       }
             *     ]
             */
            items: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /** @description A mail for each sale. */
                sales: boolean;
                /** @description A mail for each refund, and for each that failed in the end. */
                refunds: boolean;
                /** @description Mails when a bank disputes a payment, and when that ends. */
                disputes: boolean;
            }[];
        };
        /** @description Your handles. */
        HandleList: {
            items: components["schemas"]["HandleSummary"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A handle, and your role on it. */
        HandleSummary: {
            /** @example hdl_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            name: string;
            displayName: string;
            /** Format: uri */
            url: string;
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /**
         * @description `CREATOR` works on content and sales, `OPERATOR` also on settings and people, `OWNER` also on the handle itself.
         * @enum {string}
         */
        Role: "CREATOR" | "OPERATOR" | "OWNER";
        /** @description What a handle is called, and which front ends belong to it. */
        HandleProfile: {
            /** @example hdl_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            name: string;
            displayName: string;
            /** Format: uri */
            url: string;
            /**
             * @description Origins of your own front ends, to which sign-in and checkout may return. They see what your visitors do there, so list only what you run.
             * @example [
             *       "https://shop.example.com"
             *     ]
             */
            allowedOrigins: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description This name is taken, or was in use until a short while ago. Choose another name. A name that a handle gave up is free again after 30 days. */
        HandleTakenError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "handle_taken";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description The name to take. */
        HandleCreate: {
            /**
             * @description Becomes the first part of the host name of the site.
             * @example mira-studio
             */
            name: string;
            /**
             * @description The name itself, when left out.
             * @example Mira Studio
             */
            displayName?: string;
        };
        /** @description The whole profile as it shall be. */
        HandleProfileUpdate: {
            /**
             * @description What visitors read as the name of the site, in mails too.
             * @example Mira Studio
             */
            displayName: string;
            /**
             * @example [
             *       "https://shop.example.com",
             *       "http://localhost:5173"
             *     ]
             */
            allowedOrigins: string[];
        };
        /** @description The name to take in place of the present one. */
        HandleRename: {
            /**
             * @description Becomes the first part of the host name of the site.
             * @example mira-studio
             */
            name: string;
        };
        /** @description Everybody who works on a handle. */
        Collaborators: {
            /** @description Strongest role first. Addresses that have no account yet are listed like the others. */
            collaborators: components["schemas"]["Collaborator"][];
        };
        /** @description Somebody with a role on a handle. */
        Collaborator: {
            /**
             * Format: email
             * @description E-mail address; case does not matter.
             * @example ana@example.com
             */
            email: string;
            role: components["schemas"]["Role"];
        };
        /** @description No collaborator of this handle has an account with this address. Add the address to the collaborators first, and have its owner sign up. */
        CollaboratorNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "collaborator_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Who shall own the handle. */
        HandleTransfer: {
            /**
             * Format: email
             * @description Address of a collaborator with an account.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description Everybody who shall work on a handle. */
        CollaboratorsUpdate: {
            /**
             * @description Everybody who may work on the handle from now on. The owner may be listed, unchanged, or left out: ownership moves by `transferHandle` only.
             * @example [
             *       {
             *         "email": "ana@example.com",
             *         "role": "CREATOR"
             *       }
             *     ]
             */
            collaborators: {
                /**
                 * Format: email
                 * @description E-mail address; case does not matter.
                 * @example ana@example.com
                 */
                email: string;
                role: components["schemas"]["Role"];
            }[];
        };
        /** @description Changes on a handle. */
        AuditEventList: {
            items: components["schemas"]["AuditEvent"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description One change on a handle: who, what, in which request. */
        AuditEvent: {
            /** @example aud_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @enum {string} */
            action: "handle.created" | "handle.updated" | "handle.renamed" | "handle.transferred" | "collaborators.replaced" | "page.created" | "page.updated" | "page.published" | "page.unpublished" | "page.archived" | "page.deleted" | "purchase.refunded" | "access.granted" | "access.revoked" | "connect.started" | "connect.connected" | "connect.disconnected" | "group_buy.created" | "group_buy.updated" | "group_buy.published" | "group_buy.paused" | "group_buy.activated" | "group_buy.closed" | "file.created" | "file.deleted" | "token.created" | "token.revoked" | "webhook_endpoint.created" | "webhook_endpoint.deleted" | "webhook_endpoint.disabled" | "webhook_endpoint.enabled" | "webhook_delivery.replayed";
            actor: {
                /**
                 * @description `OAUTH_CLIENT`: a client that acts for the account. `SYSTEM`: Latchkey by itself, such as at a deadline.
                 * @enum {string}
                 */
                kind: "ACCOUNT" | "OAUTH_CLIENT" | "TOKEN" | "SYSTEM";
                accountId: string | null;
                /** @description Address of the account; `null` when there is none any more. */
                email: string | null;
                clientId: string | null;
                tokenId: string | null;
            };
            /** @description The request that did it; `null` for `SYSTEM`. */
            requestId: string | null;
            /** @description What was before, as far as it changed; `null` for something new. */
            from: {
                [key: string]: unknown;
            } | null;
            /** @description What is now; `null` for something that is gone. */
            to: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description What the authorization server offers (RFC 8414 §2). */
        AuthorizationServerMetadata: {
            /** Format: uri */
            issuer: string;
            /** Format: uri */
            authorization_endpoint: string;
            /** Format: uri */
            token_endpoint: string;
            /** Format: uri */
            registration_endpoint: string;
            /** Format: uri */
            revocation_endpoint: string;
            /** Format: uri */
            jwks_uri: string;
            scopes_supported: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            response_types_supported: [
                "code"
            ];
            response_modes_supported: [
                "query"
            ];
            grant_types_supported: ("authorization_code" | "refresh_token")[];
            token_endpoint_auth_methods_supported: ("none" | "client_secret_basic" | "client_secret_post")[];
            revocation_endpoint_auth_methods_supported: ("none" | "client_secret_basic" | "client_secret_post")[];
            code_challenge_methods_supported: [
                "S256"
            ];
            /** @enum {boolean} */
            authorization_response_iss_parameter_supported: true;
            /** @enum {boolean} */
            client_id_metadata_document_supported: true;
            protected_resources: string[];
        };
        /** @description Public keys that verify access tokens (RFC 7517 §5). */
        JsonWebKeySet: {
            keys: ({
                kid: string;
                /** @enum {string} */
                use: "sig";
                x: string;
                /** @enum {string} */
                kty: "OKP";
                /** @enum {string} */
                crv: "Ed25519";
                /** @enum {string} */
                alg: "EdDSA";
            } | {
                kid: string;
                /** @enum {string} */
                use: "sig";
                x: string;
                /** @enum {string} */
                kty: "EC";
                /** @enum {string} */
                crv: "P-256";
                /** @enum {string} */
                alg: "ES256";
                y: string;
            })[];
        };
        /** @description How the API is protected (RFC 9728 §2). */
        ProtectedResourceMetadata: {
            /** Format: uri */
            resource: string;
            resource_name: string;
            authorization_servers: string[];
            scopes_supported: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            bearer_methods_supported: [
                "header"
            ];
        };
        /** @description A client as it was registered (RFC 7591 §3.2.1). */
        RegisteredOAuthClient: components["schemas"]["RegisteredPublicClient"] | components["schemas"]["RegisteredConfidentialClient"];
        /** @description A client that cannot keep a secret. */
        RegisteredPublicClient: {
            /** @example cli_01jd6z3v9kf2x8t5w4q7r1m0ce */
            client_id: string;
            /** @description Seconds since 1970. */
            client_id_issued_at: number;
            client_name: string;
            redirect_uris: string[];
            grant_types: ("authorization_code" | "refresh_token")[];
            response_types: [
                "code"
            ];
            /**
             * @description What the client may ask for.
             * @example pages.read purchases.read
             */
            scope: string;
            /** @enum {string} */
            token_endpoint_auth_method: "none";
        };
        /** @description A client with a secret. */
        RegisteredConfidentialClient: {
            /** @example cli_01jd6z3v9kf2x8t5w4q7r1m0ce */
            client_id: string;
            /** @description Seconds since 1970. */
            client_id_issued_at: number;
            client_name: string;
            redirect_uris: string[];
            grant_types: ("authorization_code" | "refresh_token")[];
            response_types: [
                "code"
            ];
            /**
             * @description What the client may ask for.
             * @example pages.read purchases.read
             */
            scope: string;
            /** @enum {string} */
            token_endpoint_auth_method: "client_secret_basic" | "client_secret_post";
            /** @description Shown this once. */
            client_secret: string;
            /**
             * @description It does not expire.
             * @enum {number}
             */
            client_secret_expires_at: 0;
        };
        /** @description What a client says of itself (RFC 7591 §2). */
        OAuthClientMetadata: {
            /**
             * @description Where people are sent back to: https URLs, or http on a loopback address (any port then matches).
             * @example [
             *       "https://client.example/callback",
             *       "http://127.0.0.1/callback"
             *     ]
             */
            redirect_uris: string[];
            /**
             * @description Shown on the consent page.
             * @example Example notes
             */
            client_name?: string;
            /**
             * @description `client_secret_basic` unless given; `none` for public clients.
             * @enum {string}
             */
            token_endpoint_auth_method?: "none" | "client_secret_basic" | "client_secret_post";
            /** @description Must hold `authorization_code` when given; unknown ones are left out. */
            grant_types?: string[];
            /** @description Must hold `code` when given. */
            response_types?: string[];
            /**
             * @description What the client may ask for, separated by spaces; everything unless given.
             * @example pages.read purchases.read
             */
            scope?: string;
        };
        /** @description What the consent page sends. */
        OAuthConsentDecision: {
            /** @description Of the consent page; works once. */
            ticket: string;
            /** @enum {string} */
            decision: "allow" | "deny";
        };
        /** @description Tokens of a grant (RFC 6749 §5.1). */
        OAuthTokens: {
            /** @description JWT (RFC 9068), sent as `Authorization: Bearer`. */
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @description Seconds until the access token expires. */
            expires_in: number;
            /** @description Single use; exchange it for the next pair. */
            refresh_token: string;
            /**
             * @description What the access token may be used for.
             * @example pages.read purchases.read
             */
            scope: string;
        };
        /** @description A code or refresh token to exchange (RFC 6749 §4.1.3, §6). */
        OAuthTokenRequest: {
            /** @description `authorization_code` or `refresh_token`. */
            grant_type: string;
            /** @description The authorization code. */
            code?: string;
            /** @description The PKCE verifier of the authorization request. */
            code_verifier?: string;
            /** @description When sent, the one of the authorization request. */
            redirect_uri?: string;
            /** @description The refresh token. */
            refresh_token?: string;
            /** @description When refreshing: part of what was granted. Left out: all of it. */
            scope?: string;
            /** @description The issuer, when sent (RFC 8707). */
            resource?: string;
            /** @description Of clients that do not authenticate by the Authorization header. */
            client_id?: string;
            /** @description Of clients registered for `client_secret_post`. */
            client_secret?: string;
        };
        /** @description A token to revoke (RFC 7009 §2.1). */
        OAuthRevocationRequest: {
            /** @description The access or refresh token. */
            token: string;
            /** @description Not needed. */
            token_type_hint?: string;
            /** @description Of clients that do not authenticate by the Authorization header. */
            client_id?: string;
            /** @description Of clients registered for `client_secret_post`. */
            client_secret?: string;
        };
        /** @description Tokens of a handle. */
        PersonalAccessTokenList: {
            items: components["schemas"]["PersonalAccessToken"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A token of a handle, without its secret. */
        PersonalAccessToken: {
            /** @example tok_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            name: string;
            /** @description What the token may do; take as few as its program needs. */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description `null` when the account is gone. */
            createdBy: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            expiresAt: string | null;
            /** @description To the hour; `null` when it was never used. */
            lastUsedAt: string | null;
        };
        /** @description A new token, with its secret. */
        CreatedPersonalAccessToken: {
            /** @example tok_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            name: string;
            /** @description What the token may do; take as few as its program needs. */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description `null` when the account is gone. */
            createdBy: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            expiresAt: string | null;
            /** @description To the hour; `null` when it was never used. */
            lastUsedAt: string | null;
            /**
             * @description The token itself, shown this once. Send it as `Authorization: Bearer` or `X-API-Key`.
             * @example patv1_tok_01jd6z3v9kf2x8t5w4q7r1m0ce.3q2-7w
             */
            token: string;
        };
        /** @description This handle has as many tokens as it may have. Revoke tokens that are not used any more; `lastUsedAt` tells. */
        TooManyTokensError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "too_many_tokens";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description A token to be made. */
        PersonalAccessTokenRequest: {
            /**
             * @description What it is for.
             * @example nightly backup
             */
            name: string;
            /** @description What the token may do; take as few as its program needs. */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /**
             * Format: date-time
             * @description When it stops working; without it, never.
             * @example 2027-12-31T00:00:00Z
             */
            expiresAt?: string | null;
        };
        /** @description There is no token with this id. Check the id against the tokens of the handle; revoked ones are gone. */
        TokenNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "token_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Purchases of the pages of a handle. */
        PurchaseList: {
            items: components["schemas"]["Purchase"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description Webhook endpoints of a handle. */
        WebhookEndpointList: {
            items: components["schemas"]["WebhookEndpoint"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description A URL of yours that is told what happens on a handle. */
        WebhookEndpoint: {
            /** @example whe_01jd6z3v9kf2x8t5w4q7r1m0ce */
            id: string;
            /** @example https://hooks.example.com/latchkey */
            url: string;
            events: components["schemas"]["WebhookEventType"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * @description `DISABLED` after 10 failed deliveries in a row: it is told of nothing new until a replay to it succeeds.
             * @enum {string}
             */
            status: "ENABLED" | "DISABLED";
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            disabledAt: string | null;
        };
        /**
         * @description What can happen; the bodies are under `webhooks` in this document.
         * @example purchase.completed
         * @enum {string}
         */
        WebhookEventType: "purchase.completed" | "purchase.refunded" | "purchase.disputed" | "access.revoked" | "group_buy.target_reached" | "group_buy.activated";
        /** @description A new endpoint with its secret. */
        CreatedWebhookEndpoint: {
            endpoint: components["schemas"]["WebhookEndpoint"];
            /**
             * @description What signatures are checked with. It is shown this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string;
        };
        /** @description This handle has as many webhook endpoints as it can have. Delete an endpoint first, or have one of them take more events. */
        TooManyWebhookEndpointsError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "too_many_webhook_endpoints";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Where to send which events. */
        WebhookEndpointRequest: {
            /**
             * @description https, on a public address, without user name, password or fragment.
             * @example https://hooks.example.com/latchkey
             */
            url: string;
            /**
             * @description What it shall be told of.
             * @example [
             *       "purchase.completed",
             *       "access.revoked"
             *     ]
             */
            events: components["schemas"]["WebhookEventType"][];
        };
        /** @description This handle has no such webhook endpoint. List the endpoints of the handle; it may have been deleted. */
        WebhookEndpointNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "webhook_endpoint_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
        /** @description Deliveries to a webhook endpoint. */
        WebhookDeliveryList: {
            items: components["schemas"]["WebhookDelivery"][];
            /** @description Pass it as `cursor` to get the next items. */
            nextCursor: string | null;
        };
        /** @description An event on its way to an endpoint. */
        WebhookDelivery: {
            /**
             * @description `webhook-id` of every try: an id that you have seen is a repeat.
             * @example msg_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            id: string;
            /** @example whe_01jd6z3v9kf2x8t5w4q7r1m0ce */
            endpointId: string;
            type: components["schemas"]["WebhookEventType"];
            /**
             * @description `PENDING`: another try is to come. `FAILED`: none is, unless you replay it.
             * @enum {string}
             */
            status: "PENDING" | "DELIVERED" | "FAILED";
            /** @description Tries that are over, since the last replay if any. */
            tries: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            nextTryAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            lastTryAt: string | null;
            /** @description What the endpoint last answered; `null` when no answer came. */
            responseStatus: number | null;
            /**
             * @description Why the last try failed.
             * @example it answers with status 503
             */
            problem: string | null;
            /** @description The body, byte for byte as it is signed and sent. */
            payload: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description This webhook endpoint has no such delivery. List the deliveries of the endpoint. They are kept for 30 days, and go with their endpoint. */
        WebhookDeliveryNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "webhook_delivery_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            details: null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    requestMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MagicLinkRequest"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MagicLinkChallenge"];
                };
            };
            /**
             * @description `invalid_redirect_url`: The URL is neither on the handle's own host nor on one of its allowed origins.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"] | components["schemas"]["InvalidRedirectUrlError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    verifyMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MagicLinkVerification"];
            };
        };
        responses: {
            /** @description The visitor is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MagicLinkVerified"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `invalid_magic_link`: This magic link is not valid.
             *
             *     `expired_magic_link`: This magic link has expired; ask for a new one.
             *
             *     `used_magic_link`: This magic link was already used; ask for a new one.
             *
             *     `invalid_code`: This code is not valid; check it, or ask for a new one.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidMagicLinkError"] | components["schemas"]["ExpiredMagicLinkError"] | components["schemas"]["UsedMagicLinkError"] | components["schemas"]["InvalidCodeError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getVisitor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visitor and the session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentVisitor"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    eraseVisitor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `fresh_session_required`: This needs a sign-in of the last ten minutes that works for all handles. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshSessionRequiredError"];
                };
            };
            /** @description `payment_in_progress`: A payment for this page is still being processed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    exportVisitor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorExport"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `fresh_session_required`: This needs a sign-in of the last ten minutes that works for all handles. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshSessionRequiredError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    signOutVisitor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SignOutVisitor"];
            };
        };
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listVisitorAccess: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessHistory"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    showAccessPage: {
        parameters: {
            query?: {
                /** @description Where the history goes on. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The handle of this host was renamed; the same is found on its new host. */
            308: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    showMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the magic link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page with its Continue button. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The handle of this host was renamed; the same is found on its new host. */
            308: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_magic_link`: This magic link is not valid.
             *
             *     `expired_magic_link`: This magic link has expired; ask for a new one.
             *
             *     `used_magic_link`: This magic link was already used; ask for a new one.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    openMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret of the magic link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the page, the checkout or the front end. */
            303: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The handle of this host was renamed; the same is found on its new host. */
            308: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_magic_link`: This magic link is not valid.
             *
             *     `expired_magic_link`: This magic link has expired; ask for a new one.
             *
             *     `used_magic_link`: This magic link was already used; ask for a new one.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    listPublicPages: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicPageList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getPublicPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicPage"];
                };
            };
            /** @description `page_not_found`: There is no page with this name here, or it is not published. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    checkPageAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer, also when it is no. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessCheck"];
                };
            };
            /** @description `page_not_found`: There is no page with this name here, or it is not published. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listPages: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
                /** @description A draft is seen by its creators only. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken. */
                state?: components["schemas"]["PageState"];
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `slug_taken`: This handle already has something with this slug.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlugTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updatePage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have seen. If it was changed since, nothing happens and the answer is `precondition_failed`. Without it the last write wins. */
                "If-Match"?: string;
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageUpdate"];
            };
        };
        responses: {
            /** @description The page as it is now. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `precondition_failed`: This was changed since you read it, so nothing was done. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreconditionFailedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    deletePage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have seen. If it was changed since, nothing happens and the answer is `precondition_failed`. Without it the last write wins. */
                "If-Match"?: string;
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page is gone, or archived. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDeletion"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `precondition_failed`: This was changed since you read it, so nothing was done. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreconditionFailedError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    publishPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is published. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    unpublishPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is a draft. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    previewPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePreview"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createCheckout: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        responses: {
            /** @description Redirect the visitor to `checkoutUrl`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /**
             * @description `invalid_redirect_url`: The URL is neither on the handle's own host nor on one of its allowed origins.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"] | components["schemas"]["InvalidRedirectUrlError"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `page_not_found`: There is no page with this name here, or it is not published. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"];
                };
            };
            /**
             * @description `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `already_purchased`: This visitor has already bought this page.
             *
             *     `payment_in_progress`: A payment for this page is still being processed.
             *
             *     `purchase_disputed`: The payment for this page is disputed at the buyer's bank.
             *
             *     `group_buy_not_open`: This group buy is not open for that.
             *
             *     `connect_not_configured`: The creator cannot take payments yet: no Stripe account is ready.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["AlreadyPurchasedError"] | components["schemas"]["PaymentInProgressError"] | components["schemas"]["PurchaseDisputedError"] | components["schemas"]["ConnectNotConfiguredError"] | components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    confirmCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
                /** @description `checkoutSessionId` of the checkout. */
                checkoutSessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the payment stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutConfirmation"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `purchase_not_found`: There is no such purchase of this page. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    refundPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description The refund is made or on its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundedPurchase"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `purchase_not_found`: There is no such purchase of this page.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["PurchaseNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `already_refunded`: Nothing of this purchase is left to refund.
             *
             *     `purchase_disputed`: The payment for this page is disputed at the buyer's bank.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseDisputedError"] | components["schemas"]["AlreadyRefundedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listBuyers: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The buyers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuyerList"];
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    grantAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description The grant. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `already_purchased`: This visitor has already bought this page.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["AlreadyPurchasedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    revokeAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
                /** @description The purchase, or the grant. */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no access by this purchase any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `purchase_not_found`: There is no such purchase of this page.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["PurchaseNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    receiveStripeEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The event is stored, or was before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeEventReceived"];
                };
            };
            /** @description `invalid_webhook_signature`: The Stripe-Signature header does not fit this body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidWebhookSignatureError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    receiveStripeConnectEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The event is stored, or was before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeEventReceived"];
                };
            };
            /** @description `invalid_webhook_signature`: The Stripe-Signature header does not fit this body. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidWebhookSignatureError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    startConnectOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectOnboarding"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectOnboardingLink"];
                };
            };
            /**
             * @description `invalid_redirect_url`: The URL is neither on the handle's own host nor on one of its allowed origins.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"] | components["schemas"]["InvalidRedirectUrlError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getConnectStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectStatus"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createConnectDashboardLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectDashboardLink"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `connect_not_configured`: The creator cannot take payments yet: no Stripe account is ready. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectNotConfiguredError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `payment_provider_error`: Stripe did not accept or did not answer the request; nothing was changed. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviderError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getEarnings: {
        parameters: {
            query?: {
                /** @description First month, e.g. `2026-01`; without it twelve months back. */
                from?: string;
                /** @description Last month; without it the current one. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The earnings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Earnings"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listPublicGroupBuys: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicGroupBuyList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getPublicGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicGroupBuy"];
                };
            };
            /** @description `group_buy_not_found`: There is no group buy with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    expressInterest: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterestRequest"];
            };
        };
        responses: {
            /** @description The interest is recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedInterest"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `group_buy_not_found`: There is no group buy with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getMyInterest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interest, if any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyInterest"];
                };
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `group_buy_not_found`: There is no group buy with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    withdrawInterest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no interest any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `group_buy_not_found`: There is no group buy with this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listGroupBuys: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `slug_taken`: This handle already has something with this slug.
             *
             *     `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["SlugTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyUpdate"];
            };
        };
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listInterests: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    publishGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    pauseGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    activateGroupBuy: {
        parameters: {
            query?: {
                /** @description `true` to see whom it would reach, without doing it. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyActivation"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `group_buy_target_not_reached`: Not enough is wanted yet to activate this group buy.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["GroupBuyTargetNotReachedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    closeGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileCreate"];
            };
        };
        responses: {
            /** @description The file waits for its content. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCreated"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description As answered by `createFile`. */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `file_not_found`: There is no file with this id, or it is not shared with you.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As answered by `createFile`. */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the content. */
            302: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `visitor_unauthorized`: A valid visitor session is needed; ask for a magic link to get one. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorUnauthorizedError"];
                };
            };
            /** @description `file_not_found`: There is no file with this id, or it is not shared with you. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileNotFoundError"];
                };
            };
            /** @description `file_expired`: This file could be downloaded for a limited time, which is over. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileExpiredError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    requestFileLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As answered by `createFile`. */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileLinkRequest"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLinkChallenge"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `file_not_found`: There is no file with this id, or it is not shared with you. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileNotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    reportProblem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description The report is in the queue. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportReceipt"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    escalateReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalationRequest"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `report_not_found`: There is no report with this id.
             *
             *     `not_found`: There is nothing at this address.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"] | components["schemas"]["ReportNotFoundError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
                /** @description Only those in this state. */
                state?: "OPEN" | "CLAIMED" | "RESOLVED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which report. */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueUpdate"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `report_not_found`: There is no report with this id.
             *
             *     `not_found`: There is nothing at this address.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"] | components["schemas"]["ReportNotFoundError"];
                };
            };
            /** @description `report_claimed`: A colleague has claimed this report. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportClaimedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listDeadJobs: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadJobList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listUnmatchedPayments: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedPaymentList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    retryDeadJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `job_not_found`: There is no dead job with this id.
             *
             *     `not_found`: There is nothing at this address.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"] | components["schemas"]["JobNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    reportContent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContentReportRequest"];
            };
        };
        responses: {
            /** @description The report is in the queue. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentReportReceipt"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listContentReports: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
                /** @description Only those in this state. */
                state?: "OPEN" | "CLAIMED" | "RESOLVED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentReportList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updateContentReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which report. */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueUpdate"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentReport"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `report_not_found`: There is no report with this id.
             *
             *     `not_found`: There is nothing at this address.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"] | components["schemas"]["ReportNotFoundError"];
                };
            };
            /** @description `report_claimed`: A colleague has claimed this report. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportClaimedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            /**
             * @description `weak_password`: This password is too easy to guess; choose another one.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"] | components["schemas"]["WeakPasswordError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    confirmSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpConfirmation"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedSignUp"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `invalid_code`: This code is not valid; check it, or ask for a new one.
             *
             *     `expired_code`: This code has expired; ask for a new one.
             *
             *     `used_code`: This code was already used; sign in.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidCodeError"] | components["schemas"]["ExpiredCodeError"] | components["schemas"]["UsedCodeError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    resendSignUpCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpCodeRequest"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountTokens"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `invalid_credentials`: E-mail address or password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidCredentialsError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OptionalRefreshToken"];
            };
        };
        responses: {
            /** @description The next pair. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshedTokens"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `invalid_refresh_token`: This refresh token no longer counts; sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRefreshTokenError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OptionalRefreshToken"];
            };
        };
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description If there is such an account, the mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The new password counts. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `weak_password`: This password is too easy to guess; choose another one.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"] | components["schemas"]["WeakPasswordError"];
                };
            };
            /**
             * @description `invalid_code`: This code is not valid; check it, or ask for a new one.
             *
             *     `expired_code`: This code has expired; ask for a new one.
             *
             *     `used_code`: This code was already used; sign in.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidCodeError"] | components["schemas"]["ExpiredCodeError"] | components["schemas"]["UsedCodeError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /**
             * @description `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `owns_handles`: This account owns handles; transfer them first. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnsHandlesError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSessionList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `id` of the session. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `session_not_found`: This account has no such session. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getNotifications: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettingsList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updateNotifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings of the handles that were named. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatedNotificationSettings"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listHandles: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The handles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createHandle: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleCreate"];
            };
        };
        responses: {
            /** @description The handle is yours. */
            201: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `handle_taken`: This name is taken, or was in use until a short while ago.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getHandleProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    updateHandleProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have seen. If it was changed since, nothing happens and the answer is `precondition_failed`. Without it the last write wins. */
                "If-Match"?: string;
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleProfileUpdate"];
            };
        };
        responses: {
            /** @description The profile as it is now. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `precondition_failed`: This was changed since you read it, so nothing was done. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreconditionFailedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    renameHandle: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleRename"];
            };
        };
        responses: {
            /** @description The handle under its new name. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `handle_taken`: This name is taken, or was in use until a short while ago.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    transferHandle: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleTransfer"];
            };
        };
        responses: {
            /** @description Who works on the handle now. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collaborators"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `handle_not_found`: There is no handle with this name, or you have no role on it.
             *
             *     `collaborator_not_found`: No collaborator of this handle has an account with this address.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"] | components["schemas"]["CollaboratorNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listCollaborators: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collaborators. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collaborators"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    replaceCollaborators: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have seen. If it was changed since, nothing happens and the answer is `precondition_failed`. Without it the last write wins. */
                "If-Match"?: string;
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollaboratorsUpdate"];
            };
        };
        responses: {
            /** @description The collaborators as they are now. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collaborators"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_role`: Your role on this handle does not allow this.
             *
             *     `insufficient_scope`: This token may not be used for this operation.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `precondition_failed`: This was changed since you read it, so nothing was done. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreconditionFailedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getAuthorizationServerMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizationServerMetadata"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonWebKeySet"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    getProtectedResourceMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtectedResourceMetadata"];
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    registerOAuthClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuthClientMetadata"];
            };
        };
        responses: {
            /** @description The client as it was registered. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredOAuthClient"];
                };
            };
            /**
             * @description `invalid_redirect_uri`: A redirect URI cannot be registered (RFC 7591 §3.2.2).
             *
             *     `invalid_client_metadata`: The metadata of the client cannot be registered as they are (RFC 7591 §3.2.2).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_redirect_uri" | "invalid_client_metadata";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_token`: The access token that was sent to register as an account is not valid (RFC 6750 §3.1). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_token";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `server_error`: Something failed on our side (RFC 6749 §4.1.2.1). */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "server_error";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
        };
    };
    authorizeOAuthClient: {
        parameters: {
            query?: {
                /** @description Of the registration, or the URL of a client ID metadata document. */
                client_id?: string;
                /** @description One that is registered, character by character; of a loopback address the port may differ. May be left out when only one is registered. */
                redirect_uri?: string;
                /** @description `code`. */
                response_type?: string;
                /** @description `query`, or left out. */
                response_mode?: string;
                /** @description Separated by spaces; all scopes of the client when left out. */
                scope?: string;
                /** @description Comes back as it is. */
                state?: string;
                /** @description BASE64URL(SHA256(code_verifier)) (RFC 7636 §4.2). */
                code_challenge?: string;
                /** @description `S256`. */
                code_challenge_method?: string;
                /** @description The issuer, or left out (RFC 8707). */
                resource?: string;
                /** @description `login` asks for a password although somebody is signed in. */
                prompt?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sign-in page, or the consent page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Back to the client with an error. */
            303: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `oauth_client_not_found`: The app that sent you here is not known.
             *
             *     `oauth_client_document_invalid`: The app that sent you here could not be identified: its metadata document is not usable.
             *
             *     `oauth_redirect_uri_mismatch`: The app that sent you here asked to send you on to an address that it did not register.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    decideOAuthConsent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OAuthConsentDecision"];
            };
        };
        responses: {
            /** @description Back to the client. */
            303: {
                headers: {
                    /** @description Where to go next. */
                    location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `oauth_consent_expired`: This question was already answered, or waited too long for its answer.
             *
             *     `invalid_request`: The request does not have the expected shape; see details.issues.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `cross_site_form`: This form was not sent from our own page, so nothing was done. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `not_found`: There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    issueOAuthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OAuthTokenRequest"];
            };
        };
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthTokens"];
                };
            };
            /**
             * @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
             *
             *     `invalid_grant`: The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).
             *
             *     `unsupported_grant_type`: Tokens are given for `authorization_code` and `refresh_token` only (RFC 6749 §5.2).
             *
             *     `invalid_scope`: A scope is unknown, or goes beyond what was granted (RFC 6749 §5.2).
             *
             *     `invalid_target`: Tokens are issued for this server only; `resource` must be the issuer (RFC 8707 §2).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request" | "invalid_grant" | "unsupported_grant_type" | "invalid_scope" | "invalid_target";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_client`: The client is unknown, or did not prove who it is in the way it registered (RFC 6749 §5.2). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_client";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `server_error`: Something failed on our side (RFC 6749 §4.1.2.1). */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "server_error";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
        };
    };
    revokeOAuthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OAuthRevocationRequest"];
            };
        };
        responses: {
            /** @description The token does not work, or never did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
             *
             *     `invalid_grant`: The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request" | "invalid_grant";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_client`: The client is unknown, or did not prove who it is in the way it registered (RFC 6749 §5.2). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_client";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `invalid_request`: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "invalid_request";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `server_error`: Something failed on our side (RFC 6749 §4.1.2.1). */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "server_error";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
            /** @description `temporarily_unavailable`: The server cannot answer now, or was asked too often; see `Retry-After` (RFC 6749 §4.1.2.1). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        error: "temporarily_unavailable";
                        /** @description For developers; may be reworded. */
                        error_description: string;
                    };
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalAccessTokenList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalAccessTokenRequest"];
            };
        };
        responses: {
            /** @description The token; its secret is not shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedPersonalAccessToken"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `too_many_tokens`: This handle has as many tokens as it may have.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyTokensError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description Which token. */
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `token_not_found`: There is no token with this id.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationListPages: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
                /** @description A draft is seen by its creators only. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken. */
                state?: components["schemas"]["PageState"];
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationCreatePage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `slug_taken`: This handle already has something with this slug.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlugTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationGetPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationUpdatePage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you have seen. If it was changed since, nothing happens and the answer is `precondition_failed`. Without it the last write wins. */
                "If-Match"?: string;
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageUpdate"];
            };
        };
        responses: {
            /** @description The page as it is now. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `precondition_failed`: This was changed since you read it, so nothing was done. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreconditionFailedError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationPublishPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is published. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationUnpublishPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                pageSlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is a draft. */
            200: {
                headers: {
                    /** @description Names this state of the resource; send it as `If-Match` to change just that. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `page_archived`: This page was deleted after it was sold, so it stays as its buyers know it.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivedError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationListGroupBuys: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationCreateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `slug_taken`: This handle already has something with this slug.
             *
             *     `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["SlugTakenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationGetGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationUpdateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The page's name in its URL. */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyUpdate"];
            };
        };
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `group_buy_not_found`: There is no group buy with this name.
             *
             *     `page_not_found`: There is no page with this name here, or it is not published.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotFoundError"] | components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `group_buy_not_open`: This group buy is not open for that.
             *
             *     `page_not_paid`: This page is not for sale, so there is nothing to pay.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotPaidError"] | components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationListFiles: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationCreateFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileCreate"];
            };
        };
        responses: {
            /** @description The file waits for its content. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCreated"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationDeleteFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description As answered by `createFile`. */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `file_not_found`: There is no file with this id, or it is not shared with you.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileNotFoundError"] | components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    automationListPurchases: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchases. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /** @description `insufficient_scope`: This token may not be used for this operation. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint, and its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /** @description `handle_not_found`: There is no handle with this name, or you have no role on it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"];
                };
            };
            /**
             * @description `too_many_webhook_endpoints`: This handle has as many webhook endpoints as it can have.
             *
             *     `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TooManyWebhookEndpointsError"] | components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `payload_too_large`: The request body is larger than this operation accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadTooLargeError"];
                };
            };
            /** @description `unsupported_media_type`: The Content-Type of the request is not one this operation reads. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsupportedMediaTypeError"];
                };
            };
            /** @description `idempotency_key_reused`: This Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyKeyReusedError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The endpoint. */
                webhookEndpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `webhook_endpoint_not_found`: This handle has no such webhook endpoint.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"] | components["schemas"]["WebhookEndpointNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many items at most, 1 to 100. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The endpoint. */
                webhookEndpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `webhook_endpoint_not_found`: This handle has no such webhook endpoint.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"] | components["schemas"]["WebhookEndpointNotFoundError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your own, new for each new request. Repeating a request with its key repeats its answer for 24 hours and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The creator's public name. */
                handle: string;
                /** @description The endpoint. */
                webhookEndpointId: string;
                /** @description The delivery, by its `webhook-id`. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description `invalid_request`: The request does not have the expected shape; see details.issues. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            /**
             * @description `missing_bearer_token`: This operation needs an access token in the Authorization header.
             *
             *     `invalid_token`: This access token is not valid, or not for this operation.
             *
             *     `token_expired`: This access token has expired; refresh the session.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MissingBearerTokenError"] | components["schemas"]["InvalidTokenError"] | components["schemas"]["TokenExpiredError"];
                };
            };
            /**
             * @description `insufficient_scope`: This token may not be used for this operation.
             *
             *     `insufficient_role`: Your role on this handle does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
                };
            };
            /**
             * @description `webhook_delivery_not_found`: This webhook endpoint has no such delivery.
             *
             *     `handle_not_found`: There is no handle with this name, or you have no role on it.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleNotFoundError"] | components["schemas"]["WebhookDeliveryNotFoundError"];
                };
            };
            /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still being worked on. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdempotencyInProgressError"];
                };
            };
            /** @description `rate_limited`: Too many requests; wait before the next one. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitedError"];
                };
            };
            /** @description `internal_error`: Something failed on our side; it was recorded under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalError"];
                };
            };
            /** @description `unavailable`: The service is not able to answer right now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnavailableError"];
                };
            };
        };
    };
    "purchase.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseCompletedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "purchase.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseRefundedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "purchase.disputed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseDisputedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "access.revoked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessRevokedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "group_buy.target_reached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyTargetReachedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "group_buy.activated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupBuyActivatedEvent"];
            };
        };
        responses: {
            /** @description Received. Anything else is tried again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
