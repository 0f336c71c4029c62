// Generated from the contract by `npm run generate`; do not edit.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signing keys
         * @description Returns the public keys that verify access tokens (RFC 7517), newest first. After a rotation, older keys stay as long as the tokens they signed.
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
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get authorization server metadata
         * @description Returns the endpoints and capabilities of the authorization server (RFC 8414).
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
    "/.well-known/oauth-protected-resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get protected resource metadata
         * @description Returns which authorization server issues tokens for this API (RFC 9728). Every 401 points here with `resource_metadata` in `WWW-Authenticate`.
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
    "/_edge/visitor/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the access page
         * @description Shows the page where a visitor requests a link, enters a code, sees what they have access to, and signs out.
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
         * Show a magic link
         * @description Shows whom a magic link signs in and where. Opening it never consumes the link, because email scanners open links too.
         */
        get: operations["showMagicLink"];
        put?: never;
        /**
         * Sign in with a magic link
         * @description Signs a visitor in by the link, sets the cookie and redirects to what they came for. If the challenge returns to a front end on another origin, nothing is consumed: the redirect hands over the token as the last member of the fragment, `#latchkey_token=…` or behind a fragment of its own (`#/thanks?latchkey_token=…`), and that front end calls `verifyMagicLink`.
         */
        post: operations["openMagicLink"];
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
         * Authorize a client
         * @description Asks for consent to a client, after signing the account in, in a browser (the authorization endpoint, RFC 6749 §3.1). Until the account has decided, errors go back to the client only when the redirect URI is its own and the account has connected it before (RFC 9700 §4.11.2); otherwise a page says what is wrong.
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
         * Submit a consent decision
         * @description Submits the decision on the consent page, once, by the account it was shown to. Leads back to the client with `code`, or with `error=access_denied`, and with `state` and `iss` (RFC 9207).
         */
        post: operations["decideOAuthConsent"];
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
         * @description Registers an OAuth client dynamically (RFC 7591); open to anyone. Metadata not listed here is ignored. With an account's access token as bearer the client is that account's, who then sees its redirect URIs when one does not match.
         */
        post: operations["registerOAuthClient"];
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
         * @description Revokes a token of an OAuth client (RFC 7009). The access and refresh tokens end together and at once, whichever is sent. Succeeds even if the token is unknown or has already ended.
         */
        post: operations["revokeOAuthToken"];
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
         * Exchange a grant for tokens
         * @description Exchanges an authorization code or a refresh token for tokens (the token endpoint, RFC 6749 §3.2). A code used twice revokes what it granted. A refresh token is replaced each time it is used. Sent again within 30 seconds, it returns the same successor as long as that is unused; sent again later, it ends the whole grant.
         */
        post: operations["issueOAuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connected apps
         * @description Lists the OAuth clients that can act for the account, newest first.
         */
        get: operations["listConnectedApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/apps/{grantId}": {
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
         * Disconnect an app
         * @description Ends the access that the account granted to an app, with all its tokens, at once. Authorization codes it has not used yet end too. Succeeds even if the access has already ended.
         */
        delete: operations["disconnectApp"];
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
         * @description Exchanges an email address and password for a pair of tokens. On the bare and `app.` hosts it also sets the `_10x_account` cookie. A browser that has signed in before has a throttle of its own, which strangers cannot use up. A successful sign-in does not count towards any throttle.
         */
        post: operations["signIn"];
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
         * Sign out of an account
         * @description Ends the session of a creator, by its refresh token, its cookie, or both, and clears the cookie. Access tokens of the session stop working at once. Succeeds even if nobody is signed in.
         */
        post: operations["signOut"];
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
         * Get your account
         * @description Returns the account the access token belongs to.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /**
         * Delete your account
         * @description Deletes the account with its sessions, its roles on handles, its personal access tokens, the offers it made, and the access it granted to clients. An account that owns handles must transfer or delete them first.
         */
        delete: operations["deleteAccount"];
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
         * Get notification settings
         * @description Returns which emails about sales, refunds and disputes the account gets for each handle it works on, newest role first. All are on until turned off.
         */
        get: operations["getNotifications"];
        /**
         * Update notification settings
         * @description Replaces the notification settings of the named handles. They apply to this account only, and end with its role. Emails still waiting to go out follow them too. If the account has no role on one of the handles, nothing is changed.
         */
        put: operations["updateNotifications"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List offers to you
         * @description Lists the offers of roles on handles and of ownership, made to the address of the account, that can still be accepted, newest first.
         */
        get: operations["listOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/offers/{offerId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an offer
         * @description Accepts an offer and gives the account the role on the handle. With ownership, the former owner becomes an operator, the personal access tokens they made for the handle stop working, and sales pause until you connect a Stripe account.
         */
        post: operations["acceptOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/auth/offers/{offerId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an offer
         * @description Declines an offer of a role, which then ends. Roles you already have are unchanged.
         */
        post: operations["declineOffer"];
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
         * Request a password-reset code
         * @description Emails a code for a new password to the address, if it has an account. The response is the same for every address.
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
         * @description Sets a new password for an account with the emailed code. It also ends every session of the account, all access it granted to clients, its personal access tokens, and the offers of ownership it made. After 5 wrong attempts, the codes sent so far stop working, but a new one works. After 20 on one day, new codes are too long to guess, so that strangers cannot lock the owner out. An attempt counts once for each code it could have matched.
         */
        post: operations["resetPassword"];
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
         * Refresh an access token
         * @description Exchanges a refresh token for the next pair of tokens. Sent again within 30 seconds, while the next one is unused, it returns the same next one, so a lost response or a second tab does no harm. Sent again later, it ends the session, because someone else may have it.
         */
        post: operations["refreshSession"];
        delete?: never;
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
         * List active sessions
         * @description Lists the active sessions of the account, newest first.
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
         * End another session
         * @description Ends one session of the account at once. Succeeds even if it has already ended.
         */
        delete: operations["endSession"];
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
         * @description Emails a sign-up code to the address; `confirmSignUp` takes it and creates the account. The response is the same for every address, and one that already has an account is told so by email. Sign-ups do not affect each other: the code confirms the name and password sent in the same request.
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
         * @description Creates the account of a sign-up with its emailed code, and ends other pending sign-ups for the same address. Sign in afterwards. After 5 wrong attempts, the codes sent so far stop working, but a new one works. After 20 on one day, new codes are too long to guess, so that strangers cannot lock the owner out. An attempt counts once for each code it could have matched.
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
         * Request a new sign-up code
         * @description Emails a new code for a sign-up of the last 7 days, even if the earlier one has expired. The response is the same for every address. Earlier codes stay valid until they expire. Shares its limits with `signUp`.
         */
        post: operations["resendSignUpCode"];
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
         * @description Lists every handle that the account has a role on, with that role, newest role first.
         */
        get: operations["listHandles"];
        put?: never;
        /**
         * Create a handle
         * @description Creates a handle under a name that is free, with the account as its owner.
         */
        post: operations["createHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}": {
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
         * Delete a handle
         * @description Permanently deletes a handle that never took a payment, with its pages, files, group buys, all access and interests, and all roles on it. Open checkouts are ended first. The name stays taken. A handle that has taken payments cannot be deleted; transfer it instead.
         */
        delete: operations["deleteHandle"];
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
         * List audit events
         * @description Lists who changed what on a handle, and in which request, newest first. Events are kept as long as the handle.
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
    "/v2/handles/{handle}/collaborators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List collaborators
         * @description Lists everyone with a role on a handle or an offer of one, at most 100, in a single response. The list can be sent back to `replaceCollaborators`.
         */
        get: operations["listCollaborators"];
        /**
         * Replace collaborators
         * @description Replaces the whole list of collaborators of a handle. Anyone new is offered the role by email for 14 days, whether or not the address has an account; the offer lapses if whoever made it loses their role. Anyone not on the list loses their role at once, with the personal access tokens they made for the handle, and offers to them are withdrawn. A changed role takes effect at once for people who already work on the handle. Operators may add, change and remove only creators, and must send the others unchanged or leave them out. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`.
         */
        put: operations["replaceCollaborators"];
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
         * @description Creates a link to the Stripe Express dashboard of the connected account. It opens once, so create it when the owner clicks.
         */
        post: operations["createConnectDashboardLink"];
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
         * @description Creates the owner's Stripe account for a handle, once, and a link to its onboarding form. The link opens once and expires within minutes, so send the owner there at once. Call again for a new link. If the account was disconnected or closed at Stripe, this creates a new one.
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
         * Get the Stripe connection status
         * @description Returns the state of the Stripe account that a handle is connected to. It is kept up to date by Stripe's events, and read from Stripe again while it is not ready, so anyone returning from the form sees the result. `not_connected` also covers an account that was disconnected or closed at Stripe; a new one can then be connected.
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
    "/v2/handles/{handle}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the customers of a handle
         * @description Lists everyone who bought a page of the handle or was given one, with what they paid. Whoever was new to Latchkey last comes first, so the order stays as it is when someone buys again.
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/customers/{visitorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer
         * @description Returns everything about one person at this handle: purchases and grants, payments on their way, interest in group buys, free pages they opened, and files shared with them. What they have at other handles is never included. It also finds people who did not buy anything yet. Once they have erased their data, only what they bought is left, without an address.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
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
         * Get earnings
         * @description Returns the earnings of a handle by month and currency: gross, refunds, disputes, fees and net. Everything counts in the month in which it happened, so a past month never changes: a refund that fails later is credited in the later month. Refunds the platform made without taking back your share cost you nothing and are not listed.
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
    "/v2/handles/{handle}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a handle
         * @description Lists all files of a handle, newest first, including expired ones.
         */
        get: operations["listFiles"];
        put?: never;
        /**
         * Create a file
         * @description Creates a file and returns a single-use URL to upload its content to. Nobody can download it until the content is uploaded. It counts towards the storage of the handle from now on. Repeating the request with the same `Idempotency-Key` returns a new upload URL. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is already shared with do not count again.
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
        /**
         * Get a file
         * @description Returns a file as its creators see it, also after it expired, with its `ETag`.
         */
        get: operations["getFile"];
        /**
         * Update a file
         * @description Changes who may download a file, and until when. Whoever is no longer listed cannot download it any more, except by a link they opened less than five minutes ago. Its name and content stay; create another file for those. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that a file of the handle is already shared with do not count again.
         */
        put: operations["updateFile"];
        post?: never;
        /**
         * Delete a file
         * @description Deletes a file and permanently removes its content. Nobody can download it any more.
         */
        delete: operations["deleteFile"];
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
         * @description Lists the group buys of a handle in every state, newest first.
         */
        get: operations["listGroupBuys"];
        put?: never;
        /**
         * Create a group buy
         * @description Creates a group buy as a draft, visible only to those who work on the handle.
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
         * Get a group buy as its creator
         * @description Returns a group buy of the handle in any state, with its progress and its `ETag`.
         */
        get: operations["getGroupBuy"];
        /**
         * Update a group buy
         * @description Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed. Its `ETag` changes with its progress too.
         */
        put: operations["updateGroupBuy"];
        post?: never;
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
         * @description Activates a group buy whose target is reached: opens the sale of the linked page and emails everyone interested. With `dryRun=true` nothing happens, and the response shows what would.
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
         * @description Ends a group buy permanently without activating it. The sale of its linked page stays locked until the page is linked to another group buy, or to none.
         */
        post: operations["closeGroupBuy"];
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
         * List the interests in a group buy
         * @description Lists the visitors interested in a group buy and the quantities they want, newest first.
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
         * @description Pauses a published group buy. It stays visible but accepts no interest until it is published again.
         */
        post: operations["pauseGroupBuy"];
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
         * @description Publishes a group buy, so that visitors can register their interest. Publishing a published one changes nothing.
         */
        post: operations["publishGroupBuy"];
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
         * @description Lists the pages of a handle in every state, newest first, without content.
         */
        get: operations["listPages"];
        put?: never;
        /**
         * Create a page
         * @description Creates a page as a draft. Nobody else sees it until it is published.
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
         * Get a page
         * @description Returns one page of the handle in any state, with its content.
         */
        get: operations["getPage"];
        /**
         * Update a page
         * @description Replaces everything about a page except its slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price.
         */
        put: operations["updatePage"];
        post?: never;
        /**
         * Delete a page
         * @description Deletes a page that nobody has bought, or archives one that was sold or is being paid for. Buyers of an archived page keep it, nobody else sees it, and its slug stays taken.
         */
        delete: operations["deletePage"];
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
         * List the buyers of a page
         * @description Lists purchases and grants of a page, newest first, including ended ones. With `Accept: text/csv` it returns all of them as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.
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
         * Grant access to a page
         * @description Gives an email address access to a page without payment. It gets an email with the link, and whoever signs in with that address can read the page from then on. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`.
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
         * Revoke access to a page
         * @description Ends the access of a grant or a purchase at once, without a refund. The payment can still be refunded later. Revoking again changes nothing.
         */
        delete: operations["revokeAccess"];
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
         * @description Returns teaser and content of a page, rendered as visitors will get them. Works for drafts too.
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
         * @description Publishes a page, so that visitors see it as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first.
         */
        post: operations["publishPage"];
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
         * @description Refunds what remains of a purchase and ends its access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns.
         */
        post: operations["refundPurchase"];
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
         * Unpublish a page
         * @description Makes a published page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end.
         */
        post: operations["unpublishPage"];
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
         * Get the profile of a handle
         * @description Returns what the site of a handle is called and which front ends belong to it.
         */
        get: operations["getHandleProfile"];
        /**
         * Update the profile of a handle
         * @description Replaces the profile of a handle. Removing an origin from the list ends redirects to it at once, but visitors who are signed in there stay signed in. A new `supportEmail` is verified by an email to it, at most 5 a day. Sending the same one again sends no email while its link works. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`.
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
         * @description Gives a handle a new name, and so moves its site to a new host at once. For 30 days, pages and magic links under the old name redirect, and nobody else can take it. API paths accept only the new name. Sessions stay valid, but a browser keeps its cookie for the old host, so visitors have to sign in again.
         */
        post: operations["renameHandle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render Markdown
         * @description Renders a text as the content of a page would be, and stores nothing: for showing it while it is written. What could not be saved is refused here too: a text that is too long, takes too long to render, or exceeds 2,000,000 characters of HTML is `invalid_request`.
         */
        post: operations["renderMarkdown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sales of a handle
         * @description Lists the sales of a handle, newest first: purchases and grants of all its pages, including ended ones. Filters can be combined. With `Accept: text/csv` it returns all that match as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.
         */
        get: operations["listSales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/sales/{purchaseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sale
         * @description Returns a sale with its charge, refunds and disputes, the emails that were sent about it, and the attempts to pay.
         */
        get: operations["getSale"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/sales/{purchaseId}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a receipt again
         * @description Emails the buyer another receipt for what they paid, as it stands now. At most 3 are sent for one purchase within 24 hours. `getSale` shows what became of it.
         */
        post: operations["resendReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/selling-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the terms of a sale
         * @description Returns what the platform keeps of each sale of a handle, and whether its pages can be bought now. Show it where a price is set: the fee of a sale is decided when its checkout begins.
         */
        get: operations["getSellingTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/handles/{handle}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the summary of a handle
         * @description Returns what was sold today and this month, and what needs attention. It counts like `getEarnings`: everything in the period in which it happened, so a sale of last month that is refunded today lowers today. Fees and payouts are not shown here.
         */
        get: operations["getHandleSummary"];
        put?: never;
        post?: never;
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
         * List personal access tokens
         * @description Lists the active personal access tokens of the handle, newest first, and who created them.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a personal access token
         * @description Creates a personal access token for scripts, for one handle and with the scopes you choose. It may do what its creator may do at the time of use. It stops working when they lose their role on the handle, delete their account, reset their password, or transfer the handle to a new owner.
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
         * Revoke a personal access token
         * @description Revokes a personal access token, which stops working at once.
         */
        delete: operations["revokeToken"];
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
         * Offer a handle to a new owner
         * @description Offers the ownership of a handle to an address for 14 days, by email. Nothing changes until it is accepted. Then the current owner becomes an operator, and the personal access tokens they made stop working. Sales pause until the new owner connects a Stripe account, and open checkouts end. Refunds of earlier sales still come from the account that received them. Only one such offer is open at a time: offering to another address replaces it, and offering to the same one changes nothing and sends no email. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`.
         */
        post: operations["transferHandle"];
        /**
         * Withdraw the offer of a handle
         * @description Withdraws the open offer of ownership of a handle. Succeeds even if there is none.
         */
        delete: operations["withdrawTransfer"];
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
         * @description Lists the webhook endpoints of the handle, newest first; at most 10.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description Adds a URL that events are sent to, signed with the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Any 2xx within 10 seconds counts as received; redirects are not followed. Otherwise there are 10 attempts over three days. Events may arrive twice, and in any order. The secret is shown once.
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
         * @description Deletes a webhook endpoint and its deliveries. Nothing more is sent to it.
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
         * @description Lists what was sent, or will be sent, to a webhook endpoint, newest first. Deliveries are kept for 30 days.
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
         * Replay a delivery
         * @description Sends a delivery to a webhook endpoint again now, whatever its outcome, with the same `webhook-id` and a full set of attempts. If it succeeds, a disabled endpoint is enabled.
         */
        post: operations["replayWebhookDelivery"];
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
         * List abuse reports
         * @description Lists reports of abuse on public pages, newest first. For platform operators.
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
         * Update an abuse report
         * @description Claims, releases or resolves a report of abuse. For platform operators. A report claimed by a colleague must be released by them first.
         */
        put: operations["updateContentReport"];
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
         * @description Lists jobs that have used up their attempts, newest first. For platform operators. The metric `latchkey_jobs_dead` counts them.
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
         * @description Runs a dead job again as soon as a worker is free, with all its attempts. For platform operators. Jobs are safe to run again. A job that is not dead, or no longer dead, is not found.
         */
        post: operations["retryDeadJob"];
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
         * @description Marks a report as one that must be handled first. For platform operators.
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
         * @description Lists reported problems, newest first. For platform operators.
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
         * Update a report
         * @description Claims, releases or resolves a reported problem. For platform operators. A report claimed by a colleague must be released by them first.
         */
        put: operations["updateReport"];
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
         * List unmatched payments
         * @description Lists payments on our Stripe account that belong to no purchase in this database, newest first. For platform operators. Latchkey leaves them alone and never refunds them automatically. Each stays listed for 90 days.
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
         * @description Reports a page that breaks the law or harms someone; open to anyone. Report problems of your own with `reportProblem`.
         */
        post: operations["reportContent"];
        delete?: never;
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
         * @description Redirects to the content of a file, at a URL that works for five minutes and supports range requests. A file shared with certain addresses requires the session of one of those visitors. To anyone else who is signed in, it does not exist.
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
         * Request a magic link to a file
         * @description Emails a link that signs a visitor in and leads to the file. The response is the same for every address, whether or not the file is shared with it. Shares its limits with `requestMagicLink`.
         */
        post: operations["requestFileLink"];
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
         * @description Lists the published, paused and activated group buys of a handle, newest first.
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
         * Get a group buy
         * @description Returns what a group buy offers and its progress: quantities and the number of people, but not who they are.
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
         * Register your interest
         * @description Records how many of a group buy the signed-in visitor wants. Registering again replaces the quantity. Nothing is paid. Everyone interested gets an email when the creator activates the offer.
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
         * Get your interest
         * @description Returns how many of a group buy the signed-in visitor wants; `null` if they take no part.
         */
        get: operations["getMyInterest"];
        put?: never;
        post?: never;
        /**
         * Withdraw your interest
         * @description Withdraws the interest of the signed-in visitor in a group buy. Succeeds even if there is none. After activation it has no effect.
         */
        delete: operations["withdrawInterest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the customers of a handle, with a token
         * @description Lists everyone who bought a page of the handle or was given one, with what they paid. Whoever was new to Latchkey last comes first, so the order stays as it is when someone buys again.
         */
        get: operations["automationListCustomers"];
        put?: never;
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
         * List the files of a handle, with a token
         * @description Lists all files of a handle, newest first, including expired ones.
         */
        get: operations["automationListFiles"];
        put?: never;
        /**
         * Create a file, with a token
         * @description Creates a file and returns a single-use URL to upload its content to. Nobody can download it until the content is uploaded. It counts towards the storage of the handle from now on. Repeating the request with the same `Idempotency-Key` returns a new upload URL. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that another file of the handle is already shared with do not count again.
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
        /**
         * Get a file, with a token
         * @description Returns a file as its creators see it, also after it expired, with its `ETag`.
         */
        get: operations["automationGetFile"];
        /**
         * Update a file, with a token
         * @description Changes who may download a file, and until when. Whoever is no longer listed cannot download it any more, except by a link they opened less than five minutes ago. Its name and content stay; create another file for those. Addresses that have never signed in at the handle share a budget of the account and the handle: 25 within 24 hours at first (250 with Stripe connected), 100 within 24 hours after 7 days (1,000 with Stripe connected), 500 within 24 hours after 30 days (5,000 with Stripe connected). A request that exceeds it is refused as a whole, with `mail_budget_used_up`. Addresses that a file of the handle is already shared with do not count again.
         */
        put: operations["automationUpdateFile"];
        post?: never;
        /**
         * Delete a file, with a token
         * @description Deletes a file and permanently removes its content. Nobody can download it any more.
         */
        delete: operations["automationDeleteFile"];
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
         * List all group buys, with a token
         * @description Lists the group buys of a handle in every state, newest first.
         */
        get: operations["automationListGroupBuys"];
        put?: never;
        /**
         * Create a group buy, with a token
         * @description Creates a group buy as a draft, visible only to those who work on the handle.
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
         * Get a group buy as its creator, with a token
         * @description Returns a group buy of the handle in any state, with its progress and its `ETag`.
         */
        get: operations["automationGetGroupBuy"];
        /**
         * Update a group buy, with a token
         * @description Replaces the texts, target, deadline and linked page of a group buy. Activated and closed ones cannot be changed. Its `ETag` changes with its progress too.
         */
        put: operations["automationUpdateGroupBuy"];
        post?: never;
        delete?: never;
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
         * List the pages of a handle, with a token
         * @description Lists the pages of a handle in every state, newest first, without content.
         */
        get: operations["automationListPages"];
        put?: never;
        /**
         * Create a page, with a token
         * @description Creates a page as a draft. Nobody else sees it until it is published.
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
         * Get a page, with a token
         * @description Returns one page of the handle in any state, with its content.
         */
        get: operations["automationGetPage"];
        /**
         * Update a page, with a token
         * @description Replaces everything about a page except its slug. A published page shows the change at once. People who bought the page keep it, whatever it costs afterwards. An open checkout can still be paid at its original price.
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
         * Publish a page, with a token
         * @description Publishes a page, so that visitors see it as its access mode allows. Publishing it again changes nothing. `invalid_request`: its price can no longer be charged, for example because its currency has ended; set another price first.
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
         * Unpublish a page, with a token
         * @description Makes a published page a draft again, hidden from everyone, including its buyers. `warning` says so if there are any. Open checkouts end.
         */
        post: operations["automationUnpublishPage"];
        delete?: never;
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
         * List the purchases on a handle, with a token
         * @description Lists the purchases of all pages of a handle, newest first, including refunded ones.
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
    "/v2/public/handles/{handle}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render Markdown, with a token
         * @description Renders a text as the content of a page would be, and stores nothing: for showing it while it is written. What could not be saved is refused here too: a text that is too long, takes too long to render, or exceeds 2,000,000 characters of HTML is `invalid_request`.
         */
        post: operations["automationRenderMarkdown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sales of a handle, with a token
         * @description Lists the sales of a handle, newest first: purchases and grants of all its pages, including ended ones. Filters can be combined. With `Accept: text/csv` it returns all that match as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.
         */
        get: operations["automationListSales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/public/handles/{handle}/sales/{purchaseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sale, with a token
         * @description Returns a sale with its charge, refunds and disputes, the emails that were sent about it, and the attempts to pay.
         */
        get: operations["automationGetSale"];
        put?: never;
        post?: never;
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
         * @description Lists the published pages of a handle, newest first, without content.
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
         * Get a published page
         * @description Returns a published page: title, teaser, mode and price to everyone, and `content` to those with access. Send the session to be recognised; an invalid one is treated as none.
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
         * @description Tells whether the caller may see the page now, why, and what to do if not. It is never served from a cache, so the next check reflects any committed refund.
         */
        post: operations["checkPageAccess"];
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
         * @description Opens a Stripe Checkout Session for a page, or returns the one already open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice.
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
         * @description Settles a payment now, by asking Stripe for the state of its session instead of waiting for a webhook. Call it when the buyer returns. Calling it repeatedly has the same effect as calling it once.
         */
        post: operations["confirmCheckout"];
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
         * Receive connected account events
         * @description Receives webhook events from Stripe Connect, with a signing secret of its own.
         */
        post: operations["receiveStripeConnectEvent"];
        delete?: never;
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
         * Receive platform account events
         * @description Receives webhook events from Stripe for the platform account. Each event is stored once and acknowledged; the state it refers to is then read back from Stripe. Events of other accounts are ignored.
         */
        post: operations["receiveStripeEvent"];
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
         * @description Reports a problem to those who run the platform; open to anyone. Include the `requestId` of a response, and what is known about that request is attached to the report.
         */
        post: operations["reportProblem"];
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
         * List your access
         * @description Lists what the signed-in visitor has access to: bought pages, pages opened by signing in, and files shared with the address, newest first. Each page of the list also includes the payments in progress. A handle-bound session sees that handle only.
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
         * Sign a visitor out
         * @description Ends the session of the visitor on the server and clears its cookie. Succeeds even if nobody is signed in. With `everywhere` it ends all sessions that this one could see: a session bound to a handle ends those of its handle, and one for all handles ends every session of the visitor.
         */
        post: operations["signOutVisitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
         * Request a magic link
         * @description Emails a sign-in link to the address and, for a handle, a six-digit code. The response is the same for every address, known or not. Earlier unused links stay valid until they expire.
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
         * @description Signs a visitor in by the link or code from the email, which is thereby used up. The session is opened as the `_10x_visitor` cookie and, for handle-bound challenges, also as `sessionToken`. Of any number of concurrent calls for one challenge, exactly one succeeds. After 5 wrong codes, the code of the challenge stops working, but its link still works. After 10 for one address within a day, no code for that address works for a day. A browser that has signed in there before is counted separately, so that strangers cannot switch off its codes.
         */
        post: operations["verifyMagicLink"];
        delete?: never;
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
         * Export your data
         * @description Exports everything stored about the signed-in visitor, in one document. It requires a session that works for all handles and is at most ten minutes old, so that someone who finds a signed-in browser cannot get it.
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
    "/v2/visitor/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the group buys that the visitor takes part in
         * @description Lists the group buys the visitor has joined, newest first, with the progress of each. A handle-bound session sees that handle only.
         */
        get: operations["listMyInterests"];
        put?: never;
        post?: never;
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
         * Get the signed-in visitor
         * @description Returns the visitor the session belongs to, and the session.
         */
        get: operations["getVisitor"];
        put?: never;
        post?: never;
        /**
         * Erase your data
         * @description Permanently erases the address of the signed-in visitor and everything tied to it, and ends all sessions and all access. Purchases stay in the creators’ books, without the address. It requires the same kind of session as the export.
         */
        delete: operations["eraseVisitor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
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
         * @description Reports that a purchase or a grant has permanently stopped giving access, each time. If a refund fails afterwards, access returns, and a later end is sent again.
         */
        post: operations["access.revoked"];
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
         * @description Reports, once, that a group buy was activated. The linked page is on sale from now on.
         */
        post: operations["group_buy.activated"];
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
         * A group buy reached its target
         * @description Reports, once, that a group buy has reached its target. It can now be activated.
         */
        post: operations["group_buy.target_reached"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
         * A page was purchased
         * @description Reports a payment for a page, once, when it succeeds.
         */
        post: operations["purchase.completed"];
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
         * A payment was disputed
         * @description Reports a chargeback, once, when the bank opens it. Access is suspended until it is decided. Inquiries, which move no money, are not reported.
         */
        post: operations["purchase.disputed"];
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
         * A purchase was refunded
         * @description Reports a refund, partial or full, once, whether you made it or Stripe did. A full refund also ends access: `access.revoked`.
         */
        post: operations["purchase.refunded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description The handle, your role on it, and what that ended. */
        AcceptedOffer: {
            /** @description The handle, with your role on it. */
            handle: components["schemas"]["HandleSummary"];
            /**
             * @description How many personal access tokens this ended.
             * @example 0
             */
            endedTokens: number;
            /**
             * @description How many grants to OAuth clients this ended. They belong to an account and reach what its roles reach, so only a password reset ends them; elsewhere it is 0.
             * @example 0
             */
            endedGrants: number;
        };
        /** @description Whether the caller may see a page, why, and what to do if not. */
        AccessCheck: {
            /**
             * @description Whether the content may be shown to the caller.
             * @example true
             */
            hasAccess: boolean;
            /**
             * @description Why access is given or denied. `entitled`: signed in, and paid where that is needed.
             * @example entitled
             */
            reason: ("public" | "visitor_auth_required" | "entitled" | "purchase_required") | (string & {});
            /** @description What the visitor can do now. `wait`: their payment is being processed. `none` without access: the payment is disputed. */
            nextAction: ("none" | "sign_in" | "pay" | "wait") | (string & {});
            /**
             * @description State of the session that was sent. `none`: there was none, or it was not a session token. Anything but `valid` counts as not signed in. `revoked` also covers sessions that are no longer known.
             * @example valid
             */
            session: ("none" | "valid" | "expired" | "revoked" | "other_handle") | (string & {});
            /** @description What the page costs; `null` if it is free. */
            price: components["schemas"]["Money"] | null;
        };
        /** @description One page of the history, and payments in progress. */
        AccessHistory: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["AccessHistoryItem"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
            /** @description Payments in progress, newest first. */
            pending: components["schemas"]["PendingPayment"][];
        };
        /** @description Something the visitor has, or had, access to. */
        AccessHistoryItem: {
            /** @description Whether it is a page or a file. */
            resourceType: ("PAGE" | "FILE") | (string & {});
            /**
             * @description Id of the page or the file.
             * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
             */
            id: string;
            /** @description Where it comes from: a payment, signing in to a free page, being listed for a file, or a gift of the creator. */
            accessType: ("PURCHASE" | "FREE_LOGIN" | "ALLOWLIST" | "GRANT") | (string & {});
            /** @description `ACTIVE` while the visitor has access; otherwise why they do not. */
            status: ("ACTIVE" | "REFUNDED" | "REVOKED" | "EXPIRED" | "DISPUTED") | (string & {});
            /**
             * @description Title of the page, or name of the file.
             * @example The premium guide
             */
            title: string;
            /**
             * Format: uri
             * @description Where the visitor reads it.
             * @example https://demo.latchkey.example/premium
             */
            url: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page's name in its URL; `null` for files.
             * @example premium
             */
            slug: string | null;
            /**
             * @description The purchase or grant behind it; `null` for free pages and files.
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
            purchaseId: string | null;
            /** @description What the visitor paid; `null` if nothing. */
            pricePaid: components["schemas"]["Money"] | null;
            /**
             * @description How much has been refunded so far; `null` if nothing.
             * @example null
             */
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
             * @example null
             */
            endedAt: string | null;
        };
        /**
         * @description What opens a page: nothing, signing in, or paying.
         * @enum {string}
         */
        AccessMode: "PUBLIC" | "FREE_WITH_LOGIN" | "PAID";
        /** @description A visitor lost access to a page */
        AccessRevokedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "access.revoked";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the page (`pag_…`).
                 * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
                 */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /**
                 * @description Id of the purchase (`pur_…`).
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not included; `listBuyers` returns it to those who may see it.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was granted. */
                price: components["schemas"]["Money"] | null;
                /**
                 * @description Whether the purchase gives access after this event.
                 * @example true
                 */
                hasAccess: boolean;
                /** @description `REVOKED`: someone on your team revoked it. */
                reason: ("REFUNDED" | "REVOKED") | (string & {});
            };
        };
        /** @description A creator who can sign in. */
        Account: {
            /**
             * @description Id of the account (`acc_…`).
             * @example acc_01kafzq2dxx8t5w4q7r1m0cef2
             */
            id: string;
            /**
             * Format: email
             * @description Verified address of the account.
             * @example demo@latchkey.test
             */
            email: string;
            /**
             * @description What the creator is called; `null` if they gave no name.
             * @example Demo Creator
             */
            name: string | null;
            /**
             * Format: date-time
             * @description When the account was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
        };
        /** @description An active sign-in of an account. */
        AccountSession: {
            /**
             * @description Id of the account session (`ses_…`).
             * @example ses_01kafzq2dx8t5w4q7r1m0cef2x
             */
            id: string;
            /**
             * @description Whether it is the session of this request.
             * @example true
             */
            current: boolean;
            /**
             * @description What the sign-in came from, if it said so.
             * @example Firefox on Windows
             */
            device: string | null;
            /**
             * Format: date-time
             * @description When it signed in.
             * @example 2026-11-20T09:10:00.000Z
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
             * @description When it ends unless it is refreshed first.
             * @example 2026-12-20T09:15:00.000Z
             */
            expiresAt: string;
        };
        /** @description One page of the sessions. */
        AccountSessionList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["AccountSession"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description A pair of tokens. */
        AccountTokens: {
            /**
             * @description JWT with the claims of RFC 9068, sent as `Authorization: Bearer`.
             * @example eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl
             */
            accessToken: string;
            /**
             * @description Single use. Exchange it for the next pair.
             * @example rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP
             */
            refreshToken: string;
            /**
             * @description Seconds until the access token expires.
             * @example 900
             */
            expiresIn: number;
            /**
             * @description How it is sent (RFC 6750).
             * @enum {string}
             */
            tokenType: "Bearer";
        };
        /** @description This page has already been purchased. The visitor has access to the page, by a payment or because the creator granted it. Send the visitor to the page; they are not charged again. */
        AlreadyPurchasedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/already_purchased
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `already_purchased`, `connect_not_configured`, `group_buy_not_open`, `idempotency_in_progress`, `page_not_paid`, `payment_in_progress`, `purchase_disputed`. */
        AlreadyPurchasedOrConnectNotConfiguredOrGroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidOrPaymentInProgressOrPurchaseDisputedError: components["schemas"]["AlreadyPurchasedError"] | components["schemas"]["ConnectNotConfiguredError"] | components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PageNotPaidError"] | components["schemas"]["PaymentInProgressError"] | components["schemas"]["PurchaseDisputedError"];
        /** @description One of several errors, told apart by `error`: `already_purchased`, `idempotency_in_progress`, `page_not_paid`. */
        AlreadyPurchasedOrIdempotencyInProgressOrPageNotPaidError: components["schemas"]["AlreadyPurchasedError"] | components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PageNotPaidError"];
        /** @description This purchase has already been fully refunded. The whole amount was returned to the buyer before. There is nothing more to do. */
        AlreadyRefundedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/already_refunded
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `already_refunded`, `idempotency_in_progress`, `purchase_disputed`. */
        AlreadyRefundedOrIdempotencyInProgressOrPurchaseDisputedError: components["schemas"]["AlreadyRefundedError"] | components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PurchaseDisputedError"];
        /** @description Something that someone has to look at. */
        AttentionItem: {
            /**
             * @description `dispute_open`: a bank waits for an answer about a payment; send us what shows that the buyer got the page. `refund_failed`: a refund of the last 30 days did not reach its buyer; refund it again. `connect_incomplete`: Stripe is not connected, or its form is not finished, so nothing can be sold. `connect_requirements_due`: Stripe needs something before it accepts payments or pays out. `webhook_endpoint_disabled`: an endpoint failed for too long and no longer gets events. `support_report_open`: a problem that was reported for this handle is not resolved yet.
             * @example dispute_open
             */
            kind: ("dispute_open" | "refund_failed" | "connect_incomplete" | "connect_requirements_due" | "webhook_endpoint_disabled" | "support_report_open") | (string & {});
            /**
             * @description How many there are.
             * @example 1
             */
            count: number;
            /**
             * Format: date-time
             * @description When the first of them is due; `null` if nothing is.
             * @example 2026-12-04T23:59:59.000Z
             */
            dueBy: string | null;
        };
        /** @description One change on a handle: who, what, in which request. */
        AuditEvent: {
            /**
             * @description Id of the audit event (`aud_…`).
             * @example aud_01kafzq2dx7r1m0cef2x8t5w4q
             */
            id: string;
            /**
             * @description What was done, and to what.
             * @example page.published
             */
            action: ("handle.created" | "handle.updated" | "handle.renamed" | "handle.transferred" | "handle.deleted" | "collaborators.replaced" | "offer.made" | "offer.withdrawn" | "offer.accepted" | "offer.declined" | "page.created" | "page.updated" | "page.published" | "page.unpublished" | "page.archived" | "page.deleted" | "purchase.refunded" | "access.granted" | "access.revoked" | "receipt.resent" | "connect.started" | "connect.connected" | "connect.disconnected" | "group_buy.created" | "group_buy.updated" | "group_buy.published" | "group_buy.paused" | "group_buy.activated" | "group_buy.closed" | "file.created" | "file.updated" | "file.deleted" | "token.created" | "token.revoked" | "webhook_endpoint.created" | "webhook_endpoint.deleted" | "webhook_endpoint.disabled" | "webhook_endpoint.enabled" | "webhook_delivery.replayed") | (string & {});
            /** @description Who did it. */
            actor: {
                /** @description `OAUTH_CLIENT`: a client that acts for the account. `SYSTEM`: Latchkey itself, for example at a deadline. */
                kind: ("ACCOUNT" | "OAUTH_CLIENT" | "TOKEN" | "SYSTEM") | (string & {});
                /**
                 * @description Id of the account; `null` for `SYSTEM`.
                 * @example acc_01kafzq2dxx8t5w4q7r1m0cef2
                 */
                accountId: string | null;
                /**
                 * @description Address of the account; `null` if it no longer exists.
                 * @example demo@latchkey.test
                 */
                email: string | null;
                /**
                 * @description Id of the OAuth client that acted for the account, if one did.
                 * @example null
                 */
                clientId: string | null;
                /**
                 * @description Id of the personal access token that was used, if one was.
                 * @example null
                 */
                tokenId: string | null;
            };
            /**
             * @description The request that did it; `null` for `SYSTEM`.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string | null;
            /**
             * @description The previous values of what changed; `null` for something new.
             * @example {
             *       "state": "DRAFT"
             *     }
             */
            from: {
                [key: string]: unknown;
            } | null;
            /**
             * @description The new values; `null` for something that was removed.
             * @example {
             *       "state": "PUBLISHED"
             *     }
             */
            to: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description When it was done.
             * @example 2026-09-02T10:00:00.000Z
             */
            createdAt: string;
        };
        /** @description Changes on a handle. */
        AuditEventList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["AuditEvent"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description What the authorization server offers (RFC 8414 §2). */
        AuthorizationServerMetadata: {
            /**
             * Format: uri
             * @description Identifier of the server, `iss` of its tokens.
             * @example https://latchkey.example
             */
            issuer: string;
            /**
             * Format: uri
             * @description Where the browser goes for consent.
             * @example https://latchkey.example/oauth/authorize
             */
            authorization_endpoint: string;
            /**
             * Format: uri
             * @description Where codes and refresh tokens are exchanged.
             * @example https://latchkey.example/oauth/token
             */
            token_endpoint: string;
            /**
             * Format: uri
             * @description Where clients register (RFC 7591).
             * @example https://latchkey.example/oauth/register
             */
            registration_endpoint: string;
            /**
             * Format: uri
             * @description Where tokens are revoked (RFC 7009).
             * @example https://latchkey.example/oauth/revoke
             */
            revocation_endpoint: string;
            /**
             * Format: uri
             * @description The keys that verify access tokens.
             * @example https://latchkey.example/.well-known/jwks.json
             */
            jwks_uri: string;
            /**
             * @description What clients may ask for.
             * @example [
             *       "pages.read",
             *       "pages.write",
             *       "files.read",
             *       "files.write",
             *       "groupbuys.read",
             *       "groupbuys.write",
             *       "purchases.read"
             *     ]
             */
            scopes_supported: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description Only authorization codes are issued. */
            response_types_supported: "code"[];
            /** @description Answers come back in the query of the redirect URI. */
            response_modes_supported: "query"[];
            /**
             * @description What the token endpoint exchanges.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types_supported: (("authorization_code" | "refresh_token") | (string & {}))[];
            /**
             * @description How clients prove who they are there.
             * @example [
             *       "none",
             *       "client_secret_basic",
             *       "client_secret_post"
             *     ]
             */
            token_endpoint_auth_methods_supported: ("none" | "client_secret_basic" | "client_secret_post")[];
            /**
             * @description How clients prove who they are there.
             * @example [
             *       "none",
             *       "client_secret_basic",
             *       "client_secret_post"
             *     ]
             */
            revocation_endpoint_auth_methods_supported: ("none" | "client_secret_basic" | "client_secret_post")[];
            /** @description PKCE is required, with this method (RFC 7636). */
            code_challenge_methods_supported: "S256"[];
            /**
             * @description Redirects to the client carry `iss` (RFC 9207).
             * @enum {boolean}
             */
            authorization_response_iss_parameter_supported: true;
            /**
             * @description A `client_id` may be the URL of a document about the client.
             * @enum {boolean}
             */
            client_id_metadata_document_supported: true;
            /**
             * @description What the tokens are for (RFC 9728 §4).
             * @example [
             *       "https://latchkey.example"
             *     ]
             */
            protected_resources: string[];
        };
        /** @description A purchase or grant, with the email address of its buyer. */
        Buyer: {
            /**
             * @description Id of the purchase (`pur_…`).
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
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
            /**
             * @description The buyer, or whoever was given access.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /** @description Derived from the payment, its refunds and disputes, and manual grants. */
            grantType: ("PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED") | (string & {});
            /**
             * @description Whether the visitor may read the page because of it.
             * @example true
             */
            hasAccess: boolean;
            /**
             * @description A chargeback is open; access is suspended until it ends.
             * @example false
             */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /**
             * @description How much has been refunded so far; `null` if nothing.
             * @example null
             */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When the payment succeeded, or access was granted.
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
        /** @description Buyers of a page. */
        BuyerList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Buyer"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description An open Stripe Checkout Session. */
        Checkout: {
            /**
             * Format: uri
             * @description Where the visitor pays, at Stripe.
             * @example https://checkout.stripe.com/c/pay/cs_test_a1b2c3
             */
            checkoutUrl: string;
            /**
             * @description Stripe's id of the session.
             * @example cs_test_a1b2c3
             */
            checkoutSessionId: string;
            /**
             * Format: date-time
             * @description Until when the session can be paid.
             * @example 2026-11-20T10:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description One attempt of a buyer to pay. */
        CheckoutAttempt: {
            /**
             * @description Counts from 1.
             * @example 1
             */
            attempt: number;
            /**
             * @description State of the attempt's Checkout Session.
             * @example COMPLETE
             */
            status: ("OPEN" | "COMPLETE" | "EXPIRED") | (string & {});
            /**
             * @description Stripe's id of the session; `null` if none was opened.
             * @example cs_test_a1b2c3
             */
            checkoutSessionId: string | null;
            /** @description What it was to cost. */
            price: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it began.
             * @example 2026-11-20T09:15:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Until when it could be paid.
             * @example 2026-11-20T10:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description Where a payment stands. */
        CheckoutConfirmation: {
            /** @description `pending`: a payment is being processed, or a voucher is waiting to be paid; `listVisitorAccess` says which. `unpaid`: the session is still open, or the payment failed. */
            status: ("paid" | "pending" | "unpaid" | "expired") | (string & {});
            /**
             * @description Whether the visitor may read the page now.
             * @example true
             */
            hasAccess: boolean;
        };
        /** @description Where Stripe sends the buyer afterwards. */
        CheckoutRequest: {
            /**
             * @description Where Stripe sends the buyer after payment: an absolute URL on the handle's host or one of its `allowedOrigins`. `{CHECKOUT_SESSION_ID}` in it is replaced by Stripe.
             * @example https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}
             */
            successUrl: string;
            /**
             * @description Where Stripe sends a buyer who cancels; the same rules apply.
             * @example https://shop.example.com/cancelled
             */
            cancelUrl: string;
        };
        /** @description Codes are switched off for this address for now; the link in the email still works. Too many wrong codes were entered for this address, so no code is accepted for a day. Open the link in the latest email in this browser instead. */
        CodesLockedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "codes_locked";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/codes_locked
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `codes_locked`, `expired_magic_link`, `invalid_code`, `invalid_magic_link`, `used_magic_link`. */
        CodesLockedOrExpiredMagicLinkOrInvalidCodeOrInvalidMagicLinkOrUsedMagicLinkError: components["schemas"]["CodesLockedError"] | components["schemas"]["ExpiredMagicLinkError"] | components["schemas"]["InvalidCodeError"] | components["schemas"]["InvalidMagicLinkError"] | components["schemas"]["UsedMagicLinkError"];
        /** @description Someone with a role on a handle, or with an offer of one. */
        Collaborator: {
            /**
             * Format: email
             * @description Address that the role is held by or offered to.
             * @example kim@example.com
             */
            email: string;
            /**
             * @description The role held or offered.
             * @example CREATOR
             */
            role: components["schemas"]["Role"];
            /**
             * @description Whether the role has been offered but not yet accepted.
             * @example true
             */
            pending: boolean;
            /**
             * @description When the offer expires; `null` for a role already held.
             * @example 2026-12-04T09:30:00.000Z
             */
            expiresAt: string | null;
        };
        /** @description Everyone who works on a handle, or has been invited to. */
        Collaborators: {
            /** @description Roles held come before roles offered, strongest first. Whether the address of an offer has an account is not shown. */
            collaborators: components["schemas"]["Collaborator"][];
            /**
             * @description The offer of ownership made by `transferHandle`; `null` if there is none.
             * @example null
             */
            transfer: components["schemas"]["HandleTransferOffer"] | null;
        };
        /** @description Everyone who is to work on a handle. */
        CollaboratorsUpdate: {
            /**
             * @description Everyone who may work on the handle from now on. The owner may be listed unchanged or left out: only `transferHandle` moves ownership.
             * @example [
             *       {
             *         "email": "kim@example.com",
             *         "role": "CREATOR"
             *       }
             *     ]
             */
            collaborators: {
                /**
                 * Format: email
                 * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
                 * @example kim@example.com
                 */
                email: string;
                /**
                 * @description The role they hold from now on, or are offered.
                 * @example CREATOR
                 */
                role: components["schemas"]["Role"];
                /**
                 * @description As listed; ignored.
                 * @example true
                 */
                pending?: boolean;
                /**
                 * Format: date-time
                 * @description As listed; ignored.
                 * @example 2026-12-04T09:30:00.000Z
                 */
                expiresAt?: string | null;
            }[];
        };
        /** @description The account that now exists. */
        ConfirmedSignUp: {
            /** @description The account that was created. */
            account: components["schemas"]["Account"];
        };
        /** @description A link to the Express dashboard. It opens once. */
        ConnectDashboardLink: {
            /**
             * Format: uri
             * @description Where to send the owner at once.
             * @example https://connect.stripe.com/express/acct_1DemoLatchkeyAcct/test_a1b2c3
             */
            url: string;
        };
        /** @description The creator cannot accept payments yet. The handle has no Stripe account, or Stripe still needs something before it can take charges. The owner of the handle must connect Stripe and finish its onboarding; then the page can be sold. */
        ConnectNotConfiguredError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/connect_not_configured
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description Where Stripe sends the owner from the onboarding form. */
        ConnectOnboarding: {
            /**
             * @description Where Stripe sends the owner afterwards, finished or not: on the dashboard's host or the handle's. Defaults to a page that says what happens next.
             * @example https://app.latchkey.example/connect
             */
            returnUrl?: string;
            /**
             * @description Where Stripe sends the owner if the link has been opened before or has expired; that page should call this operation again. Defaults to a page that says so.
             * @example https://app.latchkey.example/connect/again
             */
            refreshUrl?: string;
        };
        /** @description A link to the onboarding form. It opens once. */
        ConnectOnboardingLink: {
            /**
             * Format: uri
             * @description Where to send the owner at once.
             * @example https://connect.stripe.com/setup/e/acct_1DemoLatchkeyAcct/test_a1b2c3
             */
            url: string;
            /**
             * Format: date-time
             * @description When the link stops working.
             * @example 2026-11-20T09:45:00.000Z
             */
            expiresAt: string;
        };
        /** @description The state of the connected account of a handle. */
        ConnectStatus: {
            /**
             * @description `incomplete`: the onboarding form was not finished. `restricted`: Stripe needs something before it accepts payments or pays out. `ready`: pages can be sold.
             * @example ready
             */
            status: ("not_connected" | "incomplete" | "restricted" | "ready") | (string & {});
            /**
             * @description Stripe's id of the account; `null` if none is connected.
             * @example acct_1DemoLatchkeyAcct
             */
            stripeAccountId: string | null;
            /**
             * @description Whether the account can take part in payments.
             * @example true
             */
            chargesEnabled: boolean;
            /**
             * @description Whether Stripe pays out to its bank account.
             * @example true
             */
            payoutsEnabled: boolean;
            /**
             * @description Whether the onboarding form was finished.
             * @example true
             */
            detailsSubmitted: boolean;
            /**
             * @description Whether Stripe lets us send the account its money.
             * @example true
             */
            transfersActive: boolean;
            /**
             * @description What Stripe asks for, in Stripe's own terms.
             * @example []
             */
            requirementsDue: string[];
            /**
             * Format: date-time
             * @description When Stripe was last asked; `null` if it never was.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string | null;
        };
        /** @description An OAuth client that acts for the account. */
        ConnectedApp: {
            /**
             * @description Id of the grant. An app connected twice is listed twice.
             * @example grt_01kafzq2dx0cef2x8t5w4q7r1m
             */
            id: string;
            /**
             * @description Id of the OAuth client; a URL if the app is described by its metadata document.
             * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
             */
            clientId: string;
            /**
             * @description What the app calls itself; not verified.
             * @example Example notes
             */
            name: string;
            /**
             * @description What the app may do.
             * @example [
             *       "pages.read",
             *       "purchases.read"
             *     ]
             */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /**
             * Format: date-time
             * @description When it was connected.
             * @example 2026-11-20T09:10:00.000Z
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
             * @description When its access ends unless it is refreshed first.
             * @example 2026-12-20T09:15:00.000Z
             */
            expiresAt: string;
        };
        /** @description One page of the connected apps. */
        ConnectedAppList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["ConnectedApp"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This account has no such connected app. The app was never connected, or its access has already been withdrawn. List the connected apps to see those that still have access. */
        ConnectedAppNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "connected_app_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/connected_app_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description Abuse on a public page that someone reported. */
        ContentReport: {
            /**
             * @description Id of the content report (`crp_…`).
             * @example crp_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            id: string;
            /**
             * @description Whether someone works on it, or is done with it.
             * @enum {string}
             */
            state: "OPEN" | "CLAIMED" | "RESOLVED";
            /**
             * @description Id of the account that works on it, or did last; `null` if nobody does.
             * @example null
             */
            claimedBy: string | null;
            /**
             * @description What was done about it; `null` until it is resolved.
             * @example null
             */
            resolution: string | null;
            /**
             * Format: date-time
             * @description When it was reported.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last worked on.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The page that it is about; `null` if it is about the handle.
             * @example premium
             */
            pageSlug: string | null;
            /**
             * @description What kind of abuse it is.
             * @example COPYRIGHT
             * @enum {string}
             */
            category: "SPAM" | "FRAUD" | "ILLEGAL" | "HARASSMENT" | "COPYRIGHT" | "OTHER";
            /**
             * @description What is wrong, and where.
             * @example The first paragraph is copied from my book.
             */
            details: string;
        };
        /** @description One page of reported abuse. */
        ContentReportList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["ContentReport"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description The id to quote when you ask about it. */
        ContentReportReceipt: {
            /**
             * @description Quote it when you ask about the report.
             * @example crp_01kafzq2dxf2x8t5w4q7r1m0ce
             */
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
            /**
             * @description What kind of abuse it is.
             * @example COPYRIGHT
             * @enum {string}
             */
            category: "SPAM" | "FRAUD" | "ILLEGAL" | "HARASSMENT" | "COPYRIGHT" | "OTHER";
            /**
             * @description What is wrong, and where.
             * @example The first paragraph is copied from my book.
             */
            details: string;
        };
        /** @description A new token, with its secret. */
        CreatedPersonalAccessToken: {
            /**
             * @description Id of the token (`tok_…`).
             * @example tok_01kafzq2dx0cef2x8t5w4q7r1m
             */
            id: string;
            /**
             * @description What it is for.
             * @example nightly backup
             */
            name: string;
            /**
             * @description What the token may do; choose only what your program needs.
             * @example [
             *       "pages.read",
             *       "purchases.read"
             *     ]
             */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description The account that created it, whose role on the handle it acts with. */
            createdBy: {
                /**
                 * @description Id of the account (`acc_…`).
                 * @example acc_01kafzq2dxx8t5w4q7r1m0cef2
                 */
                id: string;
                /**
                 * Format: email
                 * @description Address of the account.
                 * @example demo@latchkey.test
                 */
                email: string;
            };
            /**
             * Format: date-time
             * @description When the token was created.
             * @example 2026-10-05T16:20:00.000Z
             */
            createdAt: string;
            /**
             * @description When it stops working; `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description When it was last used, to the hour; `null` if it was never used.
             * @example 2026-11-20T09:00:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * @description The token itself, shown only this once. Send it as `Authorization: Bearer` or `X-API-Key`.
             * @example patv1_tok_01kafzq2dx0cef2x8t5w4q7r1m.3q2-7w
             */
            token: string;
        };
        /** @description A new endpoint with its secret. */
        CreatedWebhookEndpoint: {
            /** @description The endpoint, without its secret. */
            endpoint: components["schemas"]["WebhookEndpoint"];
            /**
             * @description The secret for verifying signatures. It is shown only this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string;
        };
        /** @description How many a visitor wants, and who the visitor is. */
        CreatorInterest: {
            /**
             * @description How many the visitor wants.
             * @example 2
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When the visitor first registered interest.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the visitor last changed the quantity.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description Id of the visitor (`vis_…`).
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /**
             * Format: email
             * @description Address of the visitor.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description What an account signs in with. */
        Credentials: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
            /**
             * @description The password of the account.
             * @example latchkey-demo-password
             */
            password: string;
        };
        /** @description The visitor behind the session, and the session. */
        CurrentVisitor: {
            visitor: components["schemas"]["Visitor"];
            session: components["schemas"]["VisitorSession"];
        };
        /** @description Someone who bought a page of a handle, or was given one. */
        Customer: {
            /**
             * @description Who it is.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /**
             * Format: email
             * @description `null` once they have erased their data.
             * @example ana@example.com
             */
            email: string | null;
            /**
             * @description How many purchases they paid for, including refunded ones.
             * @example 1
             */
            purchases: number;
            /**
             * @description How often they were given access without a payment.
             * @example 0
             */
            grants: number;
            /** @description What they paid, by currency; empty if nothing. */
            totals: components["schemas"]["CustomerTotal"][];
            /**
             * Format: date-time
             * @description When they first bought, or were given, a page of the handle.
             * @example 2026-11-20T09:30:00.000Z
             */
            firstSaleAt: string;
            /**
             * Format: date-time
             * @description When they last did.
             * @example 2026-11-20T09:30:00.000Z
             */
            lastSaleAt: string;
        };
        /** @description All that is known of someone at one handle, and nothing of theirs elsewhere. */
        CustomerDetail: {
            /**
             * @description Who it is.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /**
             * Format: email
             * @description `null` once they have erased their data.
             * @example ana@example.com
             */
            email: string | null;
            /**
             * @description How many purchases they paid for, including refunded ones.
             * @example 1
             */
            purchases: number;
            /**
             * @description How often they were given access without a payment.
             * @example 0
             */
            grants: number;
            /** @description What they paid, by currency; empty if nothing. */
            totals: components["schemas"]["CustomerTotal"][];
            /** @description What they bought or were given, newest first; 100 at most. `listSales` with `visitorId` has all of them. */
            sales: components["schemas"]["Sale"][];
            /** @description Payments of theirs that are on their way, newest first; 100 at most. */
            pending: components["schemas"]["CustomerPendingPayment"][];
            /** @description Group buys of the handle that they want something of, newest first; 100 at most. */
            interests: components["schemas"]["CustomerInterest"][];
            /** @description Pages of the handle that they opened by signing in, newest first; 100 at most. */
            freeLogins: components["schemas"]["CustomerFreeLogin"][];
            /** @description Files of the handle that are shared with their address, newest first; 100 at most. */
            files: components["schemas"]["CustomerFile"][];
        };
        /** @description A file that is shared with the address of someone. */
        CustomerFile: {
            /**
             * @description Id of the file that they may download.
             * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
             */
            fileId: string;
            /**
             * @description What it is saved as.
             * @example pattern.pdf
             */
            fileName: string;
            /**
             * Format: date-time
             * @description When downloads end, or ended; `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt: string | null;
        };
        /** @description A page that is free for those who sign in, and that someone opened. */
        CustomerFreeLogin: {
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug: string;
            /**
             * @description What the page is called now.
             * @example The premium guide
             */
            pageTitle: string;
            /**
             * Format: date-time
             * @description When they first opened it.
             * @example 2026-11-20T09:30:00.000Z
             */
            since: string;
        };
        /** @description What someone wants of a group buy. */
        CustomerInterest: {
            /**
             * @description The group buy's name in its URL.
             * @example vip-launch
             */
            groupBuySlug: string;
            /**
             * @description What the group buy is called.
             * @example VIP launch evening
             */
            title: string;
            /**
             * @description How many they want.
             * @example 2
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When they first said so.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When they last changed it.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description Customers of a handle. */
        CustomerList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Customer"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This handle has no such customer. Nobody with this id bought anything here, or was given access. People at other handles are not shown. Check the id against the list of customers. */
        CustomerNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "customer_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/customer_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `customer_not_found`, `handle_not_found`. */
        CustomerNotFoundOrHandleNotFoundError: components["schemas"]["CustomerNotFoundError"] | components["schemas"]["HandleNotFoundError"];
        /** @description A payment that is on its way. */
        CustomerPendingPayment: {
            /**
             * @description The purchase it will pay.
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
            purchaseId: string;
            /**
             * @description The page's name in its URL.
             * @example premium
             */
            pageSlug: string;
            /**
             * @description What the page is called now.
             * @example The premium guide
             */
            pageTitle: string;
            /** @description What is being paid. */
            price: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When the payment began.
             * @example 2026-11-20T09:30:00.000Z
             */
            since: string;
            /**
             * Format: date-time
             * @description For a voucher that waits to be paid at a counter: until when; `null` if the bank is processing the payment.
             * @example 2026-12-04T09:30:00.000Z
             */
            payBy: string | null;
        };
        /** @description What someone paid a handle in one currency, and how much of it was refunded; may be 0. */
        CustomerTotal: {
            /**
             * @description How many purchases in this currency.
             * @example 1
             */
            purchases: number;
            /** @description What they paid, before refunds. */
            paid: components["schemas"]["Money"];
            /**
             * @description What of it went back.
             * @example {
             *       "amount": 0,
             *       "currency": "usd"
             *     }
             */
            refunded: components["schemas"]["Money"];
        };
        /** @description A job that has used up its attempts and is not retried automatically. */
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
            /**
             * @description Ids of what the job is about.
             * @example {
             *       "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q"
             *     }
             */
            payload: {
                [key: string]: string | number;
            };
            /**
             * @description How often it was tried.
             * @example 25
             */
            attempts: number;
            /**
             * @description The beginning of the last error, without secrets and addresses.
             * @example Stripe answered with status 503.
             */
            lastError: string | null;
            /**
             * Format: date-time
             * @description When the job was made.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the last attempt failed; `null` if that is not known.
             * @example 2026-11-21T14:00:00.000Z
             */
            failedAt: string | null;
        };
        /** @description One page of dead jobs. */
        DeadJobList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["DeadJob"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description What a handle earned, by month and currency, and what it owes. */
        Earnings: {
            /** @description One entry for each month and pair of currencies with activity, newest first. */
            months: {
                /**
                 * @description Calendar month in UTC.
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
                /**
                 * @description How many payments.
                 * @example 4
                 */
                sales: number;
                /**
                 * @description What buyers paid, in the smallest unit of `currency`.
                 * @example 10000
                 */
                charged: number;
                /**
                 * @description What buyers paid. In the smallest unit of `settlementCurrency`.
                 * @example 10000
                 */
                gross: number;
                /**
                 * @description What was refunded to buyers from your share, less what was returned. In the smallest unit of `settlementCurrency`.
                 * @example 2375
                 */
                refunds: number;
                /**
                 * @description What banks took back, less what they returned. In the smallest unit of `settlementCurrency`.
                 * @example 0
                 */
                disputes: number;
                /**
                 * @description What the platform kept. In the smallest unit of `settlementCurrency`.
                 * @example 500
                 */
                fees: number;
                /**
                 * @description `gross` − `refunds` − `disputes` − `fees`. In the smallest unit of `settlementCurrency`.
                 * @example 7125
                 */
                net: number;
            }[];
            /**
             * @description What you received and must return, but Stripe could not take from your account yet. It is retried every day.
             * @example []
             */
            owed: components["schemas"]["Money"][];
        };
        /** @description Which report, and why it cannot wait. */
        EscalationRequest: {
            /**
             * @description Which report.
             * @example rep_01kafzq2dxef2x8t5w4q7r1m0c
             */
            reportId: string;
            /**
             * @description Why it cannot wait.
             * @example Nobody can buy the page.
             */
            reason: string;
        };
        /** @description This code has expired; request a new one. Codes work for a limited time, which the email names. Request a new code; you can do so at any time. */
        ExpiredCodeError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/expired_code
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `expired_code`, `invalid_code`, `used_code`. */
        ExpiredCodeOrInvalidCodeOrUsedCodeError: components["schemas"]["ExpiredCodeError"] | components["schemas"]["InvalidCodeError"] | components["schemas"]["UsedCodeError"];
        /** @description This magic link has expired; request a new one. Links and codes work for 15 minutes. Delayed email is the usual reason. Request a new link. */
        ExpiredMagicLinkError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/expired_magic_link
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /**
         * @description Who may download a file: everyone, or the listed addresses.
         * @enum {string}
         */
        FileAccessMode: "PUBLIC" | "EMAIL_ALLOWLIST";
        /** @description What will be uploaded, and for whom by its `accessMode`. */
        FileCreate: components["schemas"]["PublicFileCreate"] | components["schemas"]["SharedFileCreate"];
        /** @description The file, where to upload its content, and where it is offered. */
        FileCreated: {
            /** @description The file, still without content. */
            file: components["schemas"]["StoredFile"];
            /**
             * Format: uri
             * @description Accepts the content in one PUT of exactly `sizeBytes` bytes, within 15 minutes. Anyone who has it can upload, so keep it private.
             * @example https://demo-files.s3.amazonaws.com/files/fil_01kafzq2dxcef2x8t5w4q7r1m0?X-Amz-Signature=5d41402abc4b
             */
            uploadUrl: string;
            /**
             * @description Headers that the PUT must carry, because the URL is signed with them; none when the object is empty.
             * @example {
             *       "If-None-Match": "*"
             *     }
             */
            uploadHeaders: {
                [key: string]: string;
            };
            /**
             * Format: uri
             * @description The page that offers the file, for you to share.
             * @example https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0
             */
            publicUrl: string;
        };
        /** @description This file is no longer available for download. It was shared for a limited time, which is over. Ask the creator to share it again. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/file_expired
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A requested email: what its code is verified against, and until when. */
        FileLinkChallenge: {
            /**
             * @description Needed to verify by code.
             * @example chl_01kafzq2dxr1m0cef2x8t5w4q7
             */
            challengeId: string;
            /**
             * Format: date-time
             * @description When the link and the code stop working.
             * @example 2026-11-20T09:25:00.000Z
             */
            expiresAt: string;
        };
        /** @description Who is requesting the file. */
        FileLinkRequest: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description One page of a list of files. */
        FileList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["StoredFile"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This file does not exist, or it is not shared with you. No file has this id, its content has not been uploaded yet, or the address you are signed in with is not on its list. Check the id, and the address you are signed in with. */
        FileNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/file_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `file_not_found`, `handle_not_found`. */
        FileNotFoundOrHandleNotFoundError: components["schemas"]["FileNotFoundError"] | components["schemas"]["HandleNotFoundError"];
        /** @description The new values; members that are omitted are unchanged. */
        FileUpdate: {
            /**
             * @description Who may download it from now on; if omitted, it is unchanged.
             * @example EMAIL_ALLOWLIST
             */
            accessMode?: components["schemas"]["FileAccessMode"];
            /**
             * @description Everyone who may download it from now on; if omitted, it is unchanged. Required if `accessMode` becomes `EMAIL_ALLOWLIST`, and not allowed for `PUBLIC`.
             * @example [
             *       "ana@example.com"
             *     ]
             */
            allowedEmails?: string[];
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for never. If omitted, it is unchanged.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt?: string | null;
        };
        /** @description A new page that costs nothing. */
        FreePageCreate: {
            /**
             * @description Its name in the URL; cannot be changed later.
             * @example premium
             */
            slug: string;
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @default null
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser?: string | null;
            /**
             * @description Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.
             * @default
             * @example ## Chapter one
             *
             *     Thank you for buying this guide. It stays yours.
             *
             *     1. Make one thing.
             *     2. Finish it.
             *     3. Show it.
             */
            content?: string;
            /**
             * @description Nothing is needed to open it, or signing in. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "FREE_WITH_LOGIN" | "PUBLIC";
            /**
             * @description It costs nothing.
             * @example null
             */
            price?: null;
        };
        /** @description The new values of a page that costs nothing. */
        FreePageUpdate: {
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.
             * @example ## Chapter one
             *
             *     Thank you for buying this guide. It stays yours.
             *
             *     1. Make one thing.
             *     2. Finish it.
             *     3. Show it.
             */
            content: string;
            /**
             * @description Nothing is needed to open it, or signing in. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "FREE_WITH_LOGIN" | "PUBLIC";
            /**
             * @description It costs nothing.
             * @example null
             */
            price: null;
        };
        /** @description This requires a session for all handles that started within the last ten minutes. It concerns everything that is kept about you, so a session for one handle or an older one is not enough. Request a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/fresh_session_required
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description Who to give access to. */
        GrantRequest: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description A group buy as its creators see it. */
        GroupBuy: {
            /**
             * @description Id of the group buy (`gby_…`).
             * @example gby_01kafzq2dx1m0cef2x8t5w4q7r
             */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The group buy's name in its URL.
             * @example vip-launch
             */
            slug: string;
            /**
             * @description Title of the group buy.
             * @example VIP launch evening
             */
            title: string;
            /**
             * @description What is on offer, as Markdown.
             * @example Say how many seats you want. With **ten** seats wanted, the evening takes place.
             */
            description: string;
            /**
             * @description Whether interest is accepted now.
             * @example PUBLISHED
             */
            state: components["schemas"]["GroupBuyState"];
            /**
             * @description Total quantity that visitors want.
             * @example 7
             */
            interestedQuantity: number;
            /**
             * @description How many visitors are interested.
             * @example 4
             */
            people: number;
            /**
             * @description Total quantity needed before it can be activated.
             * @example 10
             */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description When interest stops being accepted. If the target has not been reached by then, the group buy closes automatically. `null` for never.
             * @example 2027-01-31T18:00:00.000Z
             */
            deadline: string | null;
            /**
             * @description The paid page that can be bought only once the group buy is activated; `null` if there is none.
             * @example premium
             */
            linkedPageSlug: string | null;
            /**
             * Format: uri
             * @description Where visitors find it.
             * @example https://demo.latchkey.example/_edge/group-buys/vip-launch
             */
            url: string;
            /**
             * Format: date-time
             * @description When the group buy was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             * @example 2026-10-05T16:20:00.000Z
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When the target was first reached; `null` before that.
             * @example null
             */
            targetReachedAt: string | null;
            /**
             * Format: date-time
             * @description When it was activated; `null` if it was not.
             * @example null
             */
            activatedAt: string | null;
            /**
             * Format: date-time
             * @description When it was closed; `null` if it was not.
             * @example null
             */
            closedAt: string | null;
        };
        /** @description A group buy was activated */
        GroupBuyActivatedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "group_buy.activated";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the group buy (`gby_…`).
                 * @example gby_01kafzq2dx1m0cef2x8t5w4q7r
                 */
                groupBuyId: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
                /**
                 * @description Total quantity needed before it can be activated.
                 * @example 10
                 */
                targetQuantity: number;
                /**
                 * @description Total quantity that visitors want.
                 * @example 10
                 */
                interestedQuantity: number;
                /**
                 * @description How many visitors are interested.
                 * @example 6
                 */
                people: number;
            };
        };
        /** @description The group buy, and what activating it does. */
        GroupBuyActivation: {
            /**
             * @description Whether this only shows what would be done.
             * @example false
             */
            dryRun: boolean;
            /** @description The group buy as it is now, or would be. */
            groupBuy: components["schemas"]["GroupBuy"];
            /**
             * @description How many people are emailed.
             * @example 6
             */
            mails: number;
            /** @description The page whose sale opens; `null` if none is linked. */
            unlocks: {
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /**
                 * Format: uri
                 * @description Where it is sold.
                 * @example https://demo.latchkey.example/premium
                 */
                url: string;
            } | null;
        };
        /** @description A new group buy. */
        GroupBuyCreate: {
            /**
             * @description Its name in the URL; cannot be changed later.
             * @example vip-launch
             */
            slug: string;
            /**
             * @description Title of the group buy.
             * @example VIP launch evening
             */
            title: string;
            /**
             * @description What is on offer, as Markdown with the same rules as the content of pages.
             * @default
             * @example Say how many seats you want. With **ten** seats wanted, the evening takes place.
             */
            description?: string;
            /**
             * @description Total quantity needed before it can be activated.
             * @example 10
             */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for none.
             * @default null
             * @example 2027-01-31T18:00:00.000Z
             */
            deadline?: string | null;
            /**
             * @description A paid page of this handle; `null` for none.
             * @default null
             * @example premium
             */
            linkedPageSlug?: string | null;
        };
        /** @description One page of a list of group buys. */
        GroupBuyList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["GroupBuy"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This group buy does not exist, or it is not published. The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist. Check the handle and the slug, and publish the group buy if it is a draft. */
        GroupBuyNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/group_buy_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `group_buy_not_found`, `handle_not_found`. */
        GroupBuyNotFoundOrHandleNotFoundError: components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"];
        /** @description One of several errors, told apart by `error`: `group_buy_not_found`, `handle_not_found`, `page_not_found`. */
        GroupBuyNotFoundOrHandleNotFoundOrPageNotFoundError: components["schemas"]["GroupBuyNotFoundError"] | components["schemas"]["HandleNotFoundError"] | components["schemas"]["PageNotFoundError"];
        /** @description This action is not possible in the group buy's current state. A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed. Read the group buy: its `state` and `deadline` say what is possible now. */
        GroupBuyNotOpenError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/group_buy_not_open
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `group_buy_not_open`, `group_buy_target_not_reached`, `idempotency_in_progress`. */
        GroupBuyNotOpenOrGroupBuyTargetNotReachedOrIdempotencyInProgressError: components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["GroupBuyTargetNotReachedError"] | components["schemas"]["IdempotencyInProgressError"];
        /** @description One of several errors, told apart by `error`: `group_buy_not_open`, `idempotency_in_progress`. */
        GroupBuyNotOpenOrIdempotencyInProgressError: components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"];
        /** @description One of several errors, told apart by `error`: `group_buy_not_open`, `idempotency_in_progress`, `page_not_paid`. */
        GroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidError: components["schemas"]["GroupBuyNotOpenError"] | components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PageNotPaidError"];
        /** @description A draft is visible only to its creators. A published group buy accepts interest; a paused one does not. Activated and closed are final. */
        GroupBuyState: ("DRAFT" | "PUBLISHED" | "PAUSED" | "ACTIVATED" | "CLOSED") | (string & {});
        /** @description This group buy has not reached its target yet. It can be activated once `interestedQuantity` is at least `targetQuantity`. Wait until enough people are interested, or lower the target. */
        GroupBuyTargetNotReachedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/group_buy_target_not_reached
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A group buy reached its target */
        GroupBuyTargetReachedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "group_buy.target_reached";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the group buy (`gby_…`).
                 * @example gby_01kafzq2dx1m0cef2x8t5w4q7r
                 */
                groupBuyId: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
                /**
                 * @description Total quantity needed before it can be activated.
                 * @example 10
                 */
                targetQuantity: number;
                /**
                 * @description Total quantity that visitors want.
                 * @example 10
                 */
                interestedQuantity: number;
                /**
                 * @description How many visitors are interested.
                 * @example 6
                 */
                people: number;
            };
        };
        /** @description The new values of everything that can be changed about the group buy. */
        GroupBuyUpdate: {
            /**
             * @description Title of the group buy.
             * @example VIP launch evening
             */
            title: string;
            /**
             * @description What is on offer, as Markdown with the same rules as the content of pages.
             * @example Say how many seats you want. With **ten** seats wanted, the evening takes place.
             */
            description: string;
            /**
             * @description Total quantity needed before it can be activated.
             * @example 10
             */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for none.
             * @example 2027-01-31T18:00:00.000Z
             */
            deadline: string | null;
            /**
             * @description A paid page of this handle; `null` for none.
             * @example premium
             */
            linkedPageSlug: string | null;
        };
        /** @description The name to take. */
        HandleCreate: {
            /**
             * @description Becomes the first part of the host name of the site.
             * @example demo-studio
             */
            name: string;
            /**
             * @description Defaults to the name itself.
             * @example Demo Studio
             */
            displayName?: string;
        };
        /** @description This handle has taken payments, and their books must be kept. Deleting it would take away what buyers paid for, and the records that the law asks for. Transfer the handle to another owner, or keep it with its pages unpublished. */
        HandleHasPaymentsError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "handle_has_payments";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/handle_has_payments
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `handle_has_payments`, `idempotency_in_progress`, `payment_in_progress`. */
        HandleHasPaymentsOrIdempotencyInProgressOrPaymentInProgressError: components["schemas"]["HandleHasPaymentsError"] | components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PaymentInProgressError"];
        /** @description Your handles. */
        HandleList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["HandleSummary"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This handle does not exist, or you have no role on it. To those without a role on it, a handle looks the same as one that does not exist. Check the spelling, and the account you are signed in with. */
        HandleNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/handle_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `page_not_found`. */
        HandleNotFoundOrPageNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["PageNotFoundError"];
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `page_not_found`, `purchase_not_found`. */
        HandleNotFoundOrPageNotFoundOrPurchaseNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["PageNotFoundError"] | components["schemas"]["PurchaseNotFoundError"];
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `purchase_not_found`. */
        HandleNotFoundOrPurchaseNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["PurchaseNotFoundError"];
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `token_not_found`. */
        HandleNotFoundOrTokenNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["TokenNotFoundError"];
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `webhook_delivery_not_found`. */
        HandleNotFoundOrWebhookDeliveryNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["WebhookDeliveryNotFoundError"];
        /** @description One of several errors, told apart by `error`: `handle_not_found`, `webhook_endpoint_not_found`. */
        HandleNotFoundOrWebhookEndpointNotFoundError: components["schemas"]["HandleNotFoundError"] | components["schemas"]["WebhookEndpointNotFoundError"];
        /** @description How a handle is doing: sales since midnight and since the first of the month (UTC), and what needs attention. */
        HandleOverview: {
            today: components["schemas"]["SalesPeriod"];
            month: components["schemas"]["SalesPeriod"];
            /** @description What needs attention, most urgent first; empty if nothing does. */
            attention: components["schemas"]["AttentionItem"][];
        };
        /** @description What a handle is called, and which front ends belong to it. */
        HandleProfile: {
            /**
             * @description Id of the handle (`hdl_…`).
             * @example hdl_01kafzq2dx4q7r1m0cef2x8t5w
             */
            id: string;
            /**
             * @description First part of the host name of its site.
             * @example demo
             */
            name: string;
            /**
             * @description What the site is called.
             * @example Demo Studio
             */
            displayName: string;
            /**
             * Format: uri
             * @description Where its site is.
             * @example https://demo.latchkey.example
             */
            url: string;
            /**
             * @description Origins of your own front ends, to which sign-in and checkout may return. They see what your visitors do there, so list only origins you run. Case, the default port, a trailing dot and non-ASCII letters are normalized as browsers do.
             * @example [
             *       "https://shop.example.com",
             *       "http://localhost:5173"
             *     ]
             */
            allowedOrigins: string[];
            /**
             * @description Where buyers can reach the seller; `null` if no address was given.
             * @example help@example.com
             */
            supportEmail: string | null;
            /**
             * @description Whether the link in the email to `supportEmail` has been used. Until then nobody sees the address, and replies do not go there.
             * @example true
             */
            supportEmailVerified: boolean;
            /**
             * Format: uri
             * @description Terms of sale; `null` if there are none.
             * @example https://shop.example.com/terms
             */
            termsUrl: string | null;
            /**
             * Format: uri
             * @description Privacy policy; `null` if there is none.
             * @example https://shop.example.com/privacy
             */
            privacyUrl: string | null;
            /**
             * Format: uri
             * @description Refund policy; `null` if there is none.
             * @example https://shop.example.com/refunds
             */
            refundPolicyUrl: string | null;
            /**
             * @description Where your own front end shows a page; emails to buyers link there. If `null`, they link to the site of the handle.
             * @example https://shop.example.com/p/{pageSlug}
             */
            pageUrlTemplate: string | null;
            /**
             * Format: date-time
             * @description When the handle was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
        };
        /** @description The new profile. Optional members that are omitted are unchanged. */
        HandleProfileUpdate: {
            /**
             * @description The name of the site as visitors see it, including in emails.
             * @example Demo Studio
             */
            displayName: string;
            /**
             * @description Origins of your own front ends, to which sign-in and checkout may return; replaces the list.
             * @example [
             *       "https://shop.example.com",
             *       "http://localhost:5173"
             *     ]
             */
            allowedOrigins: string[];
            /**
             * Format: email
             * @description Where buyers can reach you. A new address gets an email with a link, and takes effect once the link is used. If omitted, it is unchanged; `null` removes it.
             * @example help@example.com
             */
            supportEmail?: string | null;
            /**
             * @description Terms of sale, linked from pages and emails. If omitted, it is unchanged; `null` removes it.
             * @example https://shop.example.com/terms
             */
            termsUrl?: string | null;
            /**
             * @description Privacy policy. If omitted, it is unchanged; `null` removes it.
             * @example https://shop.example.com/privacy
             */
            privacyUrl?: string | null;
            /**
             * @description Refund policy. If omitted, it is unchanged; `null` removes it.
             * @example https://shop.example.com/refunds
             */
            refundPolicyUrl?: string | null;
            /**
             * @description Where your own front end, on one of `allowedOrigins`, shows a page; receipts and other emails to buyers link there. If omitted, it is unchanged; `null` removes it.
             * @example https://shop.example.com/p/{pageSlug}
             */
            pageUrlTemplate?: string | null;
        };
        /** @description The name to take in place of the current one. */
        HandleRename: {
            /**
             * @description Becomes the first part of the host name of the site.
             * @example demo-studio
             */
            name: string;
        };
        /** @description A handle, and your role on it. */
        HandleSummary: {
            /**
             * @description Id of the handle (`hdl_…`).
             * @example hdl_01kafzq2dx4q7r1m0cef2x8t5w
             */
            id: string;
            /**
             * @description First part of the host name of its site.
             * @example demo
             */
            name: string;
            /**
             * @description What the site is called.
             * @example Demo Studio
             */
            displayName: string;
            /**
             * Format: uri
             * @description Where its site is.
             * @example https://demo.latchkey.example
             */
            url: string;
            /**
             * @description Your role on it.
             * @example OWNER
             */
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description When the handle was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
        };
        /** @description This name is taken, or was in use until recently. Names are unique, and one that was given up becomes available again after 30 days. Choose another name. */
        HandleTakenError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/handle_taken
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `handle_taken`, `idempotency_in_progress`. */
        HandleTakenOrIdempotencyInProgressError: components["schemas"]["HandleTakenError"] | components["schemas"]["IdempotencyInProgressError"];
        /** @description Who is to own the handle. */
        HandleTransfer: {
            /**
             * Format: email
             * @description The address of the new owner, with or without an account.
             * @example kim@example.com
             */
            email: string;
        };
        /** @description Who ownership is offered to, and until when. */
        HandleTransferOffer: {
            /**
             * Format: email
             * @description Address that ownership is offered to.
             * @example kim@example.com
             */
            email: string;
            /**
             * Format: date-time
             * @description When the offer expires.
             * @example 2026-12-04T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description A request with this Idempotency-Key is still being processed. The first request with this key has not come to its end yet. Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request. */
        IdempotencyInProgressError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/idempotency_in_progress
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `page_archived`. */
        IdempotencyInProgressOrPageArchivedError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PageArchivedError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `page_not_paid`, `slug_taken`. */
        IdempotencyInProgressOrPageNotPaidOrSlugTakenError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["PageNotPaidError"] | components["schemas"]["SlugTakenError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `receipt_unavailable`. */
        IdempotencyInProgressOrReceiptUnavailableError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["ReceiptUnavailableError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `slug_taken`. */
        IdempotencyInProgressOrSlugTakenError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["SlugTakenError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `storage_quota_exceeded`. */
        IdempotencyInProgressOrStorageQuotaExceededError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["StorageQuotaExceededError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `too_many_tokens`. */
        IdempotencyInProgressOrTooManyTokensError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["TooManyTokensError"];
        /** @description One of several errors, told apart by `error`: `idempotency_in_progress`, `too_many_webhook_endpoints`. */
        IdempotencyInProgressOrTooManyWebhookEndpointsError: components["schemas"]["IdempotencyInProgressError"] | components["schemas"]["TooManyWebhookEndpointsError"];
        /** @description This Idempotency-Key has already been used for a different request. Within the last 24 hours the key came with another body, query or version, and a key stands for one request. Use a new key for each new request; reuse a key only to repeat exactly the same request. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/idempotency_key_reused
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description Your role on this handle does not allow this. The operation needs a higher role than the account has; the reference names it. Ask someone with the required role. */
        InsufficientRoleError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/insufficient_role
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `insufficient_role`, `insufficient_scope`. */
        InsufficientRoleOrInsufficientScopeError: components["schemas"]["InsufficientRoleError"] | components["schemas"]["InsufficientScopeError"];
        /** @description This token does not have the scope for this operation. The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account. Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead. */
        InsufficientScopeError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/insufficient_scope
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description How many a visitor wants. */
        Interest: {
            /**
             * @description How many the visitor wants.
             * @example 2
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When the visitor first registered interest.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the visitor last changed the quantity.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description One page of a list of interests. */
        InterestList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["CreatorInterest"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description How many the visitor wants. */
        InterestRequest: {
            /**
             * @description How many the visitor wants; replaces an earlier quantity.
             * @example 2
             */
            quantity: number;
        };
        /** @description Something went wrong on our side. A fault in the service that was not foreseen; it is recorded under the request id. Try again. If it keeps failing, report the request id. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/internal_error
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This code is not correct; check it, or request a new one. The code is not one that was sent for this address and purpose, or too many wrong ones came before it: then those sent so far stop working. Enter the code of the latest email, or request a new one. The link in a magic-link email keeps working. */
        InvalidCodeError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_code
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The email address or the password is wrong. They do not match. Unknown addresses get the same answer. Check both, or reset the password. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_credentials
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This magic link is not valid. The token is unknown or was cut off on its way. Request a new link, and use it exactly as it appears in the email. */
        InvalidMagicLinkError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_magic_link
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This URL is not on the handle's own site or on one of its allowed origins. People are sent only to sites that the creator has named, so that no one can use Latchkey to send them elsewhere. Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only. */
        InvalidRedirectUrlError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_redirect_url
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Everything that is wrong with the request. */
                issues: {
                    /** @description Where in the request, e.g. `body.successUrl`. */
                    path: string;
                    /** @description What is wrong there and what would be accepted. */
                    message: string;
                }[];
            };
        };
        /** @description One of several errors, told apart by `error`: `invalid_redirect_url`, `invalid_request`. */
        InvalidRedirectUrlOrInvalidRequestError: components["schemas"]["InvalidRedirectUrlError"] | components["schemas"]["InvalidRequestError"];
        /** @description This refresh token is no longer valid; sign in again. `details.reason` says why. `reused` means the token was presented again after its successor had been used, so the whole session was ended. Sign in again, and keep only the latest refresh token. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_refresh_token
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Why the token was not accepted. */
                reason: ("missing" | "unknown" | "expired" | "revoked" | "reused") | (string & {});
            };
        };
        /** @description The request is not valid; details.issues lists what to change. A parameter, a header or the body breaks a rule of the operation, or the body is not JSON. Fix everything listed in `details.issues`, then send the request again. */
        InvalidRequestError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_request
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Everything that is wrong with the request. */
                issues: {
                    /** @description Where in the request, e.g. `body.successUrl`. */
                    path: string;
                    /** @description What is wrong there and what would be accepted. */
                    message: string;
                }[];
            };
        };
        /** @description One of several errors, told apart by `error`: `invalid_request`, `weak_password`. */
        InvalidRequestOrWeakPasswordError: components["schemas"]["InvalidRequestError"] | components["schemas"]["WeakPasswordError"];
        /** @description This access token is not valid, or not valid for this operation. The token is damaged or of another kind, or what it belongs to (session, app, account) has ended. Sign in again, or use a token of the kind that the reference names for this operation. */
        InvalidTokenError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_token
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `invalid_token`, `missing_bearer_token`, `token_expired`. */
        InvalidTokenOrMissingBearerTokenOrTokenExpiredError: components["schemas"]["InvalidTokenError"] | components["schemas"]["MissingBearerTokenError"] | components["schemas"]["TokenExpiredError"];
        /** @description The Stripe-Signature header does not match this body. The event was signed with another secret or more than five minutes ago, or its body was changed. Use the signing secret of this endpoint, and send the body exactly as it was signed, within five minutes. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/invalid_webhook_signature
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description There is no dead job with this id. Someone may already have retried it. List the dead jobs again. */
        JobNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/job_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `job_not_found`, `not_found`. */
        JobNotFoundOrNotFoundError: components["schemas"]["JobNotFoundError"] | components["schemas"]["NotFoundError"];
        /** @description Public keys that verify access tokens (RFC 7517 §5). */
        JsonWebKeySet: {
            /** @description The keys, newest first. */
            keys: ({
                /**
                 * @description Id of the key, `kid` in the header of its tokens.
                 * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
                 */
                kid: string;
                /**
                 * @description It signs (RFC 7517 §4.2).
                 * @enum {string}
                 */
                use: "sig";
                /**
                 * @description The public key, or its x coordinate (RFC 8037 §2, RFC 7518 §6.2).
                 * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
                 */
                x: string;
                /**
                 * @description Kind of key (RFC 8037).
                 * @enum {string}
                 */
                kty: "OKP";
                /**
                 * @description Curve of the key.
                 * @enum {string}
                 */
                crv: "Ed25519";
                /**
                 * @description Algorithm of the signatures.
                 * @enum {string}
                 */
                alg: "EdDSA";
            } | {
                /**
                 * @description Id of the key, `kid` in the header of its tokens.
                 * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
                 */
                kid: string;
                /**
                 * @description It signs (RFC 7517 §4.2).
                 * @enum {string}
                 */
                use: "sig";
                /**
                 * @description The public key, or its x coordinate (RFC 8037 §2, RFC 7518 §6.2).
                 * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
                 */
                x: string;
                /**
                 * @description Kind of key (RFC 7518 §6.2).
                 * @enum {string}
                 */
                kty: "EC";
                /**
                 * @description Curve of the key.
                 * @enum {string}
                 */
                crv: "P-256";
                /**
                 * @description Algorithm of the signatures.
                 * @enum {string}
                 */
                alg: "ES256";
                /**
                 * @description The y coordinate of the public key.
                 * @example x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0
                 */
                y: string;
            })[];
        };
        /** @description A charge, refund or dispute, as Stripe last reported it. */
        LedgerEntry: {
            /**
             * @description Id of the entry.
             * @example chg_01jd6z3v9kf2x8t5w4q7r1m0ce
             */
            id: string;
            /**
             * @description What Stripe object it stands for.
             * @example CHARGE
             */
            kind: ("CHARGE" | "REFUND" | "DISPUTE") | (string & {});
            /**
             * @description Stripe's word for where it stands, such as `succeeded`, `needs_response` or `won`.
             * @example succeeded
             */
            status: string;
            /** @description How much was charged, refunded or disputed. */
            amount: components["schemas"]["Money"];
            /**
             * @description Stripe's id of the object; `null` for a refund that Stripe has not confirmed yet.
             * @example ch_3PqXyz
             */
            stripeId: string | null;
            /**
             * @description Why a refund was made: a creator asked for it, the buyer had paid twice, or the buyer had erased their data before the payment came. `null` for refunds made at Stripe, and for anything else.
             * @example CREATOR
             */
            cause: ("CREATOR" | "DUPLICATE_CHARGE" | "ERASED_VISITOR" | null) | (string & {});
            /**
             * @description Of a refund, what its creator noted. Of a dispute, what the buyer's bank says, in Stripe's terms.
             * @example Bought by mistake
             */
            reason: string | null;
            /**
             * Format: date-time
             * @description Of a dispute: until when the bank takes a response; `null` if it takes none.
             * @example 2026-12-04T09:30:00.000Z
             */
            dueBy: string | null;
            /**
             * Format: date-time
             * @description When it happened at Stripe, or was asked for here.
             * @example 2026-11-20T09:30:00.000Z
             */
            happenedAt: string;
        };
        /** @description A requested email: what its code is verified against, and until when. */
        MagicLinkChallenge: {
            /**
             * @description Needed to verify by code.
             * @example chl_01kafzq2dxr1m0cef2x8t5w4q7
             */
            challengeId: string;
            /**
             * Format: date-time
             * @description When the link and the code stop working.
             * @example 2026-11-20T09:25:00.000Z
             */
            expiresAt: string;
        };
        /** @description Verification by the code in the same email. */
        MagicLinkCode: {
            /**
             * @description As returned by `requestMagicLink`.
             * @example chl_01kafzq2dxr1m0cef2x8t5w4q7
             */
            challengeId: string;
            /**
             * @description The six digits in the email, in any script; spaces and hyphens do not matter.
             * @example 402913
             */
            code: string;
        };
        /** @description Who is requesting a magic link, and what for. */
        MagicLinkRequest: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example ana@example.com
             */
            email: string;
            /**
             * @description Binds the session to this handle, and adds a code to the email beside the link. Without it, the link opens a session for every handle, as a cookie only.
             * @example demo
             */
            handle?: string;
            /**
             * @description The page the visitor came for. Needs `handle`.
             * @example premium
             */
            pageSlug?: string;
            /**
             * @description Absolute URL to return to afterwards, on the handle's host or one of its `allowedOrigins`; a fragment is kept, without the `latchkey_token` that an earlier link left at its end. Needs `handle`.
             * @example https://shop.example.com/thanks
             */
            returnTo?: string;
        };
        /** @description Verification by the link. */
        MagicLinkToken: {
            /**
             * @description The last path segment of the magic link.
             * @example Zk3v1Qw8hT5xN0bYc7RmJdE2sLgUaPfK9oXiVtBzWqM
             */
            token: string;
        };
        /** @description Either the token of the link, or the code together with its challenge. */
        MagicLinkVerification: components["schemas"]["MagicLinkToken"] | components["schemas"]["MagicLinkCode"];
        /** @description Who signed in, for how long, and where to continue. */
        MagicLinkVerified: {
            visitor: components["schemas"]["Visitor"];
            session: components["schemas"]["VisitorSession"];
            /**
             * @description For front ends on another origin: send it as `Authorization: Bearer`. `null` for sessions that work for all handles.
             * @example vst_3kTq9WmZ1xRb7YvLd0NcHsEfAu5GpJi2oX8tQeBz4Ky
             */
            sessionToken: string | null;
            /**
             * Format: uri
             * @description `returnTo` of the request for the link; `null` if it had none.
             * @example https://shop.example.com/thanks
             */
            returnTo: string | null;
        };
        /** @description This handle cannot email that many new people in one day; nothing was changed and no email was sent. Each handle has a daily budget for emails to people who have never signed in there. It grows with the age of the handle and of your account, and tenfold once Stripe is connected. Include fewer people (`details` has the numbers), or wait for `Retry-After` seconds. People who have signed in at the handle before do not count. */
        MailBudgetUsedUpError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "mail_budget_used_up";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/mail_budget_used_up
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description New addresses that may be emailed within 24 hours. */
                allowed: number;
                /** @description How many were emailed in the last 24 hours. */
                used: number;
                /** @description How many this request would have added. */
                needed: number;
                /** @description Seconds until they fit in the budget; a day if `needed` exceeds `allowed`. */
                retryAfterSeconds: number;
            };
        };
        /** @description One of several errors, told apart by `error`: `mail_budget_used_up`, `rate_limited`. */
        MailBudgetUsedUpOrRateLimitedError: components["schemas"]["MailBudgetUsedUpError"] | components["schemas"]["RateLimitedError"];
        /** @description How long the emailed code works. */
        MailedCode: {
            /**
             * Format: date-time
             * @description When the code stops working.
             * @example 2026-11-20T10:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description A text to render. */
        MarkdownRender: {
            /**
             * @description The text, as in the content of pages.
             * @example ## Chapter one
             *
             *     Things that people **keep**.
             */
            markdown: string;
        };
        /** @description Send an access token in the Authorization header. The request has no `Authorization: Bearer` header. Cookies are never accepted here. Sign in and send `Authorization: Bearer <accessToken>`. */
        MissingBearerTokenError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/missing_bearer_token
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description An amount of money. */
        Money: {
            /**
             * @description In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.
             * @example 2500
             */
            amount: number;
            /**
             * @description ISO 4217, lower case.
             * @example usd
             */
            currency: string;
        };
        /** @description The visitor's interest, if any. */
        MyInterest: {
            /** @description The interest; `null` if there is none. */
            interest: components["schemas"]["Interest"] | null;
        };
        /** @description There is nothing at this address. No operation and no page has this path, or the one that does is served on another host. Check the path, and that the request goes to the host that serves it. */
        NotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One of several errors, told apart by `error`: `not_found`, `report_not_found`. */
        NotFoundOrReportNotFoundError: components["schemas"]["NotFoundError"] | components["schemas"]["ReportNotFoundError"];
        /** @description Which emails the account gets about a handle it works on. */
        NotificationSettings: {
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description An email for each sale.
             * @example false
             */
            sales: boolean;
            /**
             * @description An email for each refund, and for each refund that fails.
             * @example true
             */
            refunds: boolean;
            /**
             * @description Emails when a bank disputes a payment, and when the dispute ends.
             * @example true
             */
            disputes: boolean;
        };
        /** @description One page of the settings. */
        NotificationSettingsList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["NotificationSettings"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description Which emails the account wants from now on. */
        NotificationSettingsUpdate: {
            /**
             * @description The settings of the named handles; others are unchanged.
             * @example [
             *       {
             *         "disputes": true,
             *         "handle": "demo",
             *         "refunds": true,
             *         "sales": false
             *       }
             *     ]
             */
            items: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description An email for each sale.
                 * @example false
                 */
                sales: boolean;
                /**
                 * @description An email for each refund, and for each refund that fails.
                 * @example true
                 */
                refunds: boolean;
                /**
                 * @description Emails when a bank disputes a payment, and when the dispute ends.
                 * @example true
                 */
                disputes: boolean;
            }[];
        };
        /** @description What a client says about itself (RFC 7591 §2). `null` or `[]` for an optional member counts as omitted. */
        OAuthClientMetadata: {
            /**
             * @description Where people are sent back to: https URLs, http on a loopback address (any port then matches), and for public clients private-use schemes such as `com.example.app:/callback` (RFC 8252 §7).
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
            client_name?: string | null;
            /**
             * @description `client_secret_basic` unless given; `none` for public clients.
             * @example none
             * @enum {string|null}
             */
            token_endpoint_auth_method?: "none" | "client_secret_basic" | "client_secret_post" | null;
            /**
             * @description Must include `authorization_code` if given; unknown ones are dropped.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types?: string[] | null;
            /**
             * @description Must include `code` if given.
             * @example [
             *       "code"
             *     ]
             */
            response_types?: string[] | null;
            /**
             * @description What the client may ask for, separated by spaces; everything if omitted. Unknown ones are dropped.
             * @example pages.read purchases.read
             */
            scope?: string | null;
        };
        /** @description What the consent page sends. */
        OAuthConsentDecision: {
            /**
             * @description From the consent page; works once.
             * @example tkt_9XkQ2mZr7VbLwNc4
             */
            ticket: string;
            /**
             * @description Which button was pressed.
             * @enum {string}
             */
            decision: "allow" | "deny";
        };
        /** @description The client is unknown, or did not authenticate the way it registered (RFC 6749 §5.2). Authenticate as registered. A client that was removed must register again. */
        OAuthInvalidClientError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it.
             * @enum {string}
             */
            error: "invalid_client";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description The client metadata cannot be registered as given (RFC 7591 §3.2.2). Correct what `error_description` names, then register again. */
        OAuthInvalidClientMetadataError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_client_metadata";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description One of several errors, told apart by `error`: `invalid_client_metadata`, `invalid_redirect_uri`, `invalid_scope`. */
        OAuthInvalidClientMetadataOrInvalidRedirectUriOrInvalidScopeError: components["schemas"]["OAuthInvalidClientMetadataError"] | components["schemas"]["OAuthInvalidRedirectUriError"] | components["schemas"]["OAuthInvalidScopeError"];
        /** @description The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2). Send the account through the authorization endpoint again. */
        OAuthInvalidGrantError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_grant";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description One of several errors, told apart by `error`: `invalid_grant`, `invalid_request`. */
        OAuthInvalidGrantOrInvalidRequestError: components["schemas"]["OAuthInvalidGrantError"] | components["schemas"]["OAuthInvalidRequestError"];
        /** @description One of several errors, told apart by `error`: `invalid_grant`, `invalid_request`, `invalid_scope`, `invalid_target`, `unsupported_grant_type`. */
        OAuthInvalidGrantOrInvalidRequestOrInvalidScopeOrInvalidTargetOrUnsupportedGrantTypeError: components["schemas"]["OAuthInvalidGrantError"] | components["schemas"]["OAuthInvalidRequestError"] | components["schemas"]["OAuthInvalidScopeError"] | components["schemas"]["OAuthInvalidTargetError"] | components["schemas"]["OAuthUnsupportedGrantTypeError"];
        /** @description A redirect URI cannot be registered (RFC 7591 §3.2.2). Register https URLs, or http URLs of a loopback address, without a fragment. */
        OAuthInvalidRedirectUriError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_redirect_uri";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2). Correct what `error_description` names. */
        OAuthInvalidRequestError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_request";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description None of the scopes is known, or one goes beyond what was granted (RFC 6749 §5.2). Ask for scopes that the metadata lists, and when refreshing for no more than was granted. */
        OAuthInvalidScopeError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_scope";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description Tokens are issued for this server only; `resource` must be the issuer (RFC 8707 §2). Send the `resource` of the metadata, or leave it out. */
        OAuthInvalidTargetError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "invalid_target";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description The access token that was sent to register as an account is not valid (RFC 6750 §3.1). Send the access token of a signed-in account, or register without one. */
        OAuthInvalidTokenError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it.
             * @enum {string}
             */
            error: "invalid_token";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description A token to revoke (RFC 7009 §2.1). */
        OAuthRevocationRequest: {
            /**
             * @description The access or refresh token.
             * @example rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP
             */
            token: string;
            /**
             * @description Not needed; either kind is found.
             * @example refresh_token
             */
            token_type_hint?: string;
            /**
             * @description For clients that do not authenticate with the Authorization header.
             * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
             */
            client_id?: string;
            /**
             * @description For clients registered for `client_secret_post`.
             * @example cs_8rVnZk2mQpXw5TyLbJc9HdGfE3sNaKuR
             */
            client_secret?: string;
        };
        /** @description Something failed on our side (RFC 6749 §4.1.2.1). Try again. If it keeps failing, report the request id. */
        OAuthServerError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it.
             * @enum {string}
             */
            error: "server_error";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description The server cannot respond now, or received too many requests; see `Retry-After` (RFC 6749 §4.1.2.1). Wait for `Retry-After` seconds, then repeat the request. */
        OAuthTemporarilyUnavailableError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it.
             * @enum {string}
             */
            error: "temporarily_unavailable";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description A code or refresh token to exchange (RFC 6749 §4.1.3, §6). */
        OAuthTokenRequest: {
            /**
             * @description `authorization_code` or `refresh_token`.
             * @example authorization_code
             */
            grant_type: string;
            /**
             * @description The authorization code.
             * @example oac_T5qZ8vKxN2wYpLb7RcJm
             */
            code?: string;
            /**
             * @description The PKCE verifier of the authorization request.
             * @example dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
             */
            code_verifier?: string;
            /**
             * @description If sent, the one from the authorization request.
             * @example https://client.example/callback
             */
            redirect_uri?: string;
            /**
             * @description The refresh token to exchange.
             * @example rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP
             */
            refresh_token?: string;
            /**
             * @description When refreshing: a subset of what was granted; if omitted, all of it. Unknown scopes are ignored.
             * @example pages.read
             */
            scope?: string;
            /**
             * @description The issuer, when sent (RFC 8707).
             * @example https://latchkey.example
             */
            resource?: string;
            /**
             * @description For clients that do not authenticate with the Authorization header.
             * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
             */
            client_id?: string;
            /**
             * @description For clients registered for `client_secret_post`.
             * @example cs_8rVnZk2mQpXw5TyLbJc9HdGfE3sNaKuR
             */
            client_secret?: string;
        };
        /** @description Tokens of a grant (RFC 6749 §5.1). */
        OAuthTokens: {
            /**
             * @description JWT (RFC 9068), sent as `Authorization: Bearer`.
             * @example eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl
             */
            access_token: string;
            /**
             * @description How it is sent (RFC 6750).
             * @enum {string}
             */
            token_type: "Bearer";
            /**
             * @description Seconds until the access token expires.
             * @example 900
             */
            expires_in: number;
            /**
             * @description Single use. Exchange it for the next pair.
             * @example rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP
             */
            refresh_token: string;
            /**
             * @description What the access token may be used for.
             * @example pages.read purchases.read
             */
            scope: string;
        };
        /** @description Tokens are given for `authorization_code` and `refresh_token` only (RFC 6749 §5.2). Use one of these two. */
        OAuthUnsupportedGrantTypeError: {
            /**
             * @description Code of RFC 6749 or of the extension that defines it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "unsupported_grant_type";
            /** @description For developers; may be reworded. */
            error_description: string;
        };
        /** @description A role on a handle, or its ownership, that you may accept. */
        Offer: {
            /**
             * @description Id of the offer (`off_…`).
             * @example off_01kafzq2dxr1m0cef2x8t5w4q7
             */
            id: string;
            /** @description The handle that the role is on. */
            handle: {
                /**
                 * @description First part of the host name of its site.
                 * @example demo
                 */
                name: string;
                /**
                 * @description What the site is called.
                 * @example Demo Studio
                 */
                displayName: string;
                /**
                 * Format: uri
                 * @description Where its site is.
                 * @example https://demo.latchkey.example
                 */
                url: string;
            };
            /**
             * @description The role you would have; `OWNER` means ownership.
             * @example CREATOR
             */
            role: components["schemas"]["Role"];
            /**
             * Format: email
             * @description Address of the account that made the offer.
             * @example demo@latchkey.test
             */
            offeredBy: string;
            /**
             * Format: date-time
             * @description When the offer was made.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it expires, unless whoever made it loses their role first.
             * @example 2026-12-04T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @description One page of the offers. */
        OfferList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Offer"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This offer is not open, or was made to another address. It may have been answered, withdrawn or replaced, or it lapsed. List your offers, or ask whoever made it for a new one. */
        OfferNotFoundError: {
            /**
             * @description Stable, machine-readable code.
             * @enum {string}
             */
            error: "offer_not_found";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/offer_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The refresh token; if omitted, the one in the cookie is used. */
        OptionalRefreshToken: {
            /**
             * @description Leave it out in a browser that has the `_10x_account` cookie.
             * @example rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP
             */
            refreshToken?: string;
        };
        /** @description This account still owns handles; transfer or delete them first. Every handle needs an owner. `details.handles` names those that this account owns. Transfer each of them to another account, or delete it, then try again. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/owns_handles
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Names of the handles, at most 100 of them. */
                handles: string[];
            };
        };
        /** @description A page as its creators see it. */
        Page: {
            /**
             * @description Id of the page (`pag_…`).
             * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
             */
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
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description What opens the page: nothing, signing in, or paying.
             * @example PAID
             */
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: uri
             * @description Where visitors read the page.
             * @example https://demo.latchkey.example/premium
             */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published; `null` before that.
             * @example 2026-09-02T10:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * @description Who sees the page now.
             * @example PUBLISHED
             */
            state: components["schemas"]["PageState"];
            /**
             * Format: date-time
             * @description When the page was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the page was last changed.
             * @example 2026-10-05T16:20:00.000Z
             */
            updatedAt: string;
            /**
             * @description What the page says, as Markdown.
             * @example ## Chapter one
             *
             *     Thank you for buying this guide. It stays yours.
             *
             *     1. Make one thing.
             *     2. Finish it.
             *     3. Show it.
             */
            content: string;
        };
        /** @description This page was deleted after it had been sold, so it can no longer be changed. Its buyers keep access to it as it is. Create a new page with another slug. */
        PageArchivedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/page_archived
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A new page, free or for sale by its `accessMode`. */
        PageCreate: components["schemas"]["FreePageCreate"] | components["schemas"]["PaidPageCreate"];
        /** @description Whether the page was kept for its buyers. */
        PageDeletion: {
            /**
             * @description `true`: it was sold, and stays for its buyers. `false`: it is gone.
             * @example true
             */
            archived: boolean;
        };
        /** @description Pages of a handle as its creators see them. */
        PageList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["PageSummary"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This page does not exist, or it is not published. The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist. Check the handle and the slug, and publish the page if it is a draft. */
        PageNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/page_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This page is not for sale, so there is nothing to pay for. The page's `accessMode` is not `PAID`. Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price. */
        PageNotPaidError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/page_not_paid
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A page as it will look to those with access. */
        PagePreview: {
            page: components["schemas"]["PageSummary"];
            /** @description What everyone may read; `null` if there is no teaser. */
            teaser: {
                /**
                 * @description As the creator wrote it.
                 * @example Twelve chapters on making things that people **keep**.
                 */
                markdown: string;
                /**
                 * @description As visitors will get it, sanitised.
                 * @example <p dir="auto">Twelve chapters on making things that people <strong>keep</strong>.</p>
                 */
                html: string;
            } | null;
            /** @description What is read by those with access. */
            content: {
                /**
                 * @description As the creator wrote it.
                 * @example ## Chapter one
                 *
                 *     Thank you for buying this guide. It stays yours.
                 *
                 *     1. Make one thing.
                 *     2. Finish it.
                 *     3. Show it.
                 */
                markdown: string;
                /**
                 * @description As visitors will get it, sanitised.
                 * @example <h2 id="content-chapter-one" dir="auto">Chapter one</h2>
                 *     <p dir="auto">Thank you for buying this guide. It stays yours.</p>
                 *     <ol dir="auto">
                 *     <li>Make one thing.</li>
                 *     <li>Finish it.</li>
                 *     <li>Show it.</li>
                 *     </ol>
                 */
                html: string;
            };
        };
        /** @description A page after it was published or unpublished. */
        PagePublication: {
            page: components["schemas"]["Page"];
            /**
             * @description Something you may not expect; `null` if there is nothing.
             * @example null
             */
            warning: {
                /** @description `not_for_sale`: it is published, but nobody can buy it until the owner of the handle has connected Stripe. `hidden_from_buyers`: people who bought it can no longer see it. */
                code: ("not_for_sale" | "hidden_from_buyers") | (string & {});
                /**
                 * @description The same in one sentence, for people.
                 * @example People who bought this page can no longer see it.
                 */
                message: string;
            } | null;
        };
        /**
         * @description A draft is visible only to its creators. An archived page was deleted after it was sold: its buyers keep it, nobody else sees it, and its slug stays taken.
         * @enum {string}
         */
        PageState: "DRAFT" | "PUBLISHED" | "ARCHIVED";
        /** @description A page as its creators see it, without content. */
        PageSummary: {
            /**
             * @description Id of the page (`pag_…`).
             * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
             */
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
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description What opens the page: nothing, signing in, or paying.
             * @example PAID
             */
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: uri
             * @description Where visitors read the page.
             * @example https://demo.latchkey.example/premium
             */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published; `null` before that.
             * @example 2026-09-02T10:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * @description Who sees the page now.
             * @example PUBLISHED
             */
            state: components["schemas"]["PageState"];
            /**
             * Format: date-time
             * @description When the page was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the page was last changed.
             * @example 2026-10-05T16:20:00.000Z
             */
            updatedAt: string;
        };
        /** @description The new values of everything that can be changed about a page, free or for sale by its `accessMode`. */
        PageUpdate: components["schemas"]["FreePageUpdate"] | components["schemas"]["PaidPageUpdate"];
        /** @description A new page that is sold. */
        PaidPageCreate: {
            /**
             * @description Its name in the URL; cannot be changed later.
             * @example premium
             */
            slug: string;
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @default null
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser?: string | null;
            /**
             * @description Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.
             * @default
             * @example ## Chapter one
             *
             *     Thank you for buying this guide. It stays yours.
             *
             *     1. Make one thing.
             *     2. Finish it.
             *     3. Show it.
             */
            content?: string;
            /**
             * @description Paying opens it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "PAID";
            price: components["schemas"]["Price"];
        };
        /** @description The new values of a page that is sold. */
        PaidPageUpdate: {
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description Markdown with tables, footnotes and task lists. Raw HTML tags for text, lists, tables, links and images work; all others are shown as typed. A text that takes too long to render, or exceeds 2,000,000 characters of HTML, is `invalid_request`.
             * @example ## Chapter one
             *
             *     Thank you for buying this guide. It stays yours.
             *
             *     1. Make one thing.
             *     2. Finish it.
             *     3. Show it.
             */
            content: string;
            /**
             * @description Paying opens it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "PAID";
            price: components["schemas"]["Price"];
        };
        /** @description What the new password ended. */
        PasswordChanged: {
            /**
             * @description How many personal access tokens this ended.
             * @example 0
             */
            endedTokens: number;
            /**
             * @description How many grants to OAuth clients this ended. They belong to an account and reach what its roles reach, so only a password reset ends them; elsewhere it is 0.
             * @example 0
             */
            endedGrants: number;
        };
        /** @description The emailed code and the new password. */
        PasswordReset: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
            /**
             * @description The code in the email; spaces, hyphens and case do not matter.
             * @example 402 913
             */
            code: string;
            /**
             * @description At least 12 characters. One that is too easy to guess is `weak_password`.
             * @example latchkey-demo-password
             */
            newPassword: string;
        };
        /** @description The account whose password was forgotten. */
        PasswordResetRequest: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
        };
        /** @description The request body is larger than this operation accepts. Bodies may have 256 KiB, those that Stripe signs 1 MiB. Send a smaller body. The content of a file goes to its upload URL instead. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/payload_too_large
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A payment for this page is still being processed. Some payment methods take days, and nothing can be changed about the payment in the meantime. Check access again later: it begins as soon as the payment succeeds. If it fails, start another one. */
        PaymentInProgressError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/payment_in_progress
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description Stripe could not complete the request; nothing was changed. Stripe did not respond in time, or refused what it was asked. Try again in a few minutes with the same `Idempotency-Key`. If it keeps failing, report the request id. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/payment_provider_error
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A payment in progress. Until it arrives, fails or expires, the page cannot be paid for again. */
        PendingPayment: {
            /**
             * @description Id of the purchase (`pur_…`).
             * @example pur_01kafzq2dxcef2x8t5w4q7r1m0
             */
            purchaseId: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description Id of the page (`pag_…`).
             * @example pag_01kafzq2dx0cef2x8t5w4q7r1m
             */
            pageId: string;
            /**
             * @description The page's name in its URL.
             * @example tokyo
             */
            pageSlug: string;
            /**
             * @description Title of the page.
             * @example Tokyo on foot
             */
            title: string;
            /**
             * @description What is to be paid.
             * @example {
             *       "amount": 1800,
             *       "currency": "jpy"
             *     }
             */
            price: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When the visitor chose how to pay.
             * @example 2026-11-20T09:30:00.000Z
             */
            since: string;
            /**
             * Format: uri
             * @description Stripe page with the voucher that the visitor still has to pay; `null` if there is nothing for them to do.
             * @example https://payments.stripe.com/konbini/voucher/test_a1b2c3
             */
            payUrl: string | null;
            /**
             * Format: date-time
             * @description Until when the voucher can be paid; `null` if there is none.
             * @example 2026-12-04T09:30:00.000Z
             */
            payBy: string | null;
        };
        /** @description A token of a handle, without its secret. */
        PersonalAccessToken: {
            /**
             * @description Id of the token (`tok_…`).
             * @example tok_01kafzq2dx0cef2x8t5w4q7r1m
             */
            id: string;
            /**
             * @description What it is for.
             * @example nightly backup
             */
            name: string;
            /**
             * @description What the token may do; choose only what your program needs.
             * @example [
             *       "pages.read",
             *       "purchases.read"
             *     ]
             */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description The account that created it, whose role on the handle it acts with. */
            createdBy: {
                /**
                 * @description Id of the account (`acc_…`).
                 * @example acc_01kafzq2dxx8t5w4q7r1m0cef2
                 */
                id: string;
                /**
                 * Format: email
                 * @description Address of the account.
                 * @example demo@latchkey.test
                 */
                email: string;
            };
            /**
             * Format: date-time
             * @description When the token was created.
             * @example 2026-10-05T16:20:00.000Z
             */
            createdAt: string;
            /**
             * @description When it stops working; `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description When it was last used, to the hour; `null` if it was never used.
             * @example 2026-11-20T09:00:00.000Z
             */
            lastUsedAt: string | null;
        };
        /** @description Tokens of a handle. */
        PersonalAccessTokenList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["PersonalAccessToken"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description A token to be made. */
        PersonalAccessTokenRequest: {
            /**
             * @description What it is for.
             * @example nightly backup
             */
            name: string;
            /**
             * @description What the token may do; choose only what your program needs.
             * @example [
             *       "pages.read",
             *       "purchases.read"
             *     ]
             */
            scopes: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /**
             * Format: date-time
             * @description When it stops working; if omitted, never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt?: string | null;
        };
        /** @description This has changed since you last read it, so your change was not saved. `If-Match` names another version than the current one: someone, perhaps you, has changed it meanwhile. Read it again, reapply your change, and send the new `ETag` as `If-Match`. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/precondition_failed
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description What a page costs. Each currency has a minimum amount of about US$0.50. */
        Price: {
            /**
             * @description In the smallest unit of the currency: 2500 is USD 25.00, 500 is JPY 500.
             * @example 2500
             */
            amount: number;
            /**
             * @description ISO 4217, in lower case.
             * @example usd
             */
            currency: ("aed" | "afn" | "all" | "amd" | "ang" | "aoa" | "ars" | "aud" | "awg" | "azn" | "bam" | "bbd" | "bdt" | "bhd" | "bif" | "bmd" | "bnd" | "bob" | "brl" | "bsd" | "bwp" | "byn" | "bzd" | "cad" | "cdf" | "chf" | "clp" | "cny" | "cop" | "crc" | "cve" | "czk" | "djf" | "dkk" | "dop" | "dzd" | "egp" | "etb" | "eur" | "fjd" | "fkp" | "gbp" | "gel" | "gip" | "gmd" | "gnf" | "gtq" | "gyd" | "hkd" | "hnl" | "htg" | "huf" | "idr" | "ils" | "inr" | "isk" | "jmd" | "jod" | "jpy" | "kes" | "kgs" | "khr" | "kmf" | "krw" | "kwd" | "kyd" | "kzt" | "lak" | "lbp" | "lkr" | "lrd" | "lsl" | "mad" | "mdl" | "mga" | "mkd" | "mmk" | "mnt" | "mop" | "mur" | "mvr" | "mwk" | "mxn" | "myr" | "mzn" | "nad" | "ngn" | "nio" | "nok" | "npr" | "nzd" | "omr" | "pab" | "pen" | "pgk" | "php" | "pkr" | "pln" | "pyg" | "qar" | "ron" | "rsd" | "rub" | "rwf" | "sar" | "sbd" | "scr" | "sek" | "sgd" | "shp" | "sle" | "sos" | "srd" | "std" | "szl" | "thb" | "tjs" | "tnd" | "top" | "try" | "ttd" | "twd" | "tzs" | "uah" | "ugx" | "usd" | "uyu" | "uzs" | "vnd" | "vuv" | "wst" | "xaf" | "xcd" | "xof" | "xpf" | "yer" | "zar" | "zmw") | (string & {});
        };
        /** @description How the API is protected (RFC 9728 §2). */
        ProtectedResourceMetadata: {
            /**
             * Format: uri
             * @description Identifier of this API, `aud` of its tokens.
             * @example https://latchkey.example
             */
            resource: string;
            /**
             * @description What the API is called.
             * @example Latchkey
             */
            resource_name: string;
            /**
             * @description Who issues tokens for it.
             * @example [
             *       "https://latchkey.example"
             *     ]
             */
            authorization_servers: string[];
            /**
             * @description What clients may ask for.
             * @example [
             *       "pages.read",
             *       "pages.write",
             *       "files.read",
             *       "files.write",
             *       "groupbuys.read",
             *       "groupbuys.write",
             *       "purchases.read"
             *     ]
             */
            scopes_supported: ("pages.read" | "pages.write" | "files.read" | "files.write" | "groupbuys.read" | "groupbuys.write" | "purchases.read")[];
            /** @description Tokens are sent in the `Authorization` header only. */
            bearer_methods_supported: "header"[];
        };
        /** @description A file for everyone. */
        PublicFileCreate: {
            /**
             * @description The name it is saved under.
             * @example pattern.pdf
             */
            fileName: string;
            /**
             * @description The exact number of bytes that will be uploaded.
             * @example 482133
             */
            sizeBytes: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt?: string | null;
            /**
             * @description Everyone may download it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "PUBLIC";
            /**
             * @description None.
             * @example []
             */
            allowedEmails?: string[];
        };
        /** @description A group buy as everyone sees it, without who is interested. */
        PublicGroupBuy: {
            /**
             * @description Id of the group buy (`gby_…`).
             * @example gby_01kafzq2dx1m0cef2x8t5w4q7r
             */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The group buy's name in its URL.
             * @example vip-launch
             */
            slug: string;
            /**
             * @description Title of the group buy.
             * @example VIP launch evening
             */
            title: string;
            /**
             * @description What is on offer, as Markdown.
             * @example Say how many seats you want. With **ten** seats wanted, the evening takes place.
             */
            description: string;
            /**
             * @description Whether interest is accepted now.
             * @example PUBLISHED
             */
            state: components["schemas"]["GroupBuyState"];
            /**
             * @description Total quantity that visitors want.
             * @example 7
             */
            interestedQuantity: number;
            /**
             * @description How many visitors are interested.
             * @example 4
             */
            people: number;
            /**
             * @description Total quantity needed before it can be activated.
             * @example 10
             */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description When interest stops being accepted. If the target has not been reached by then, the group buy closes automatically. `null` for never.
             * @example 2027-01-31T18:00:00.000Z
             */
            deadline: string | null;
            /**
             * @description The paid page that can be bought only once the group buy is activated; `null` if there is none.
             * @example premium
             */
            linkedPageSlug: string | null;
            /**
             * Format: uri
             * @description Where visitors find it.
             * @example https://demo.latchkey.example/_edge/group-buys/vip-launch
             */
            url: string;
        };
        /** @description One page of a list of group buys. */
        PublicGroupBuyList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["PublicGroupBuy"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description A published page as this caller may see it. */
        PublicPage: {
            /**
             * @description Id of the page (`pag_…`).
             * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
             */
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
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description What opens the page: nothing, signing in, or paying.
             * @example PAID
             */
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: uri
             * @description Where visitors read the page.
             * @example https://demo.latchkey.example/premium
             */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published.
             * @example 2026-09-02T10:00:00.000Z
             */
            publishedAt: string;
            /** @description `null` for those without access. */
            content: {
                /**
                 * @description As the creator wrote it.
                 * @example ## Chapter one
                 *
                 *     Thank you for buying this guide. It stays yours.
                 *
                 *     1. Make one thing.
                 *     2. Finish it.
                 *     3. Show it.
                 */
                markdown: string;
                /**
                 * @description The same, rendered and sanitised; safe to insert. Ids of headings and footnotes begin with `content-`. A text stored before an upgrade appears as plain paragraphs until it is rendered, moments later.
                 * @example <h2 id="content-chapter-one" dir="auto">Chapter one</h2>
                 *     <p dir="auto">Thank you for buying this guide. It stays yours.</p>
                 *     <ol dir="auto">
                 *     <li>Make one thing.</li>
                 *     <li>Finish it.</li>
                 *     <li>Show it.</li>
                 *     </ol>
                 */
                html: string;
            } | null;
            /** @description Whether the caller sees `content`, and why. */
            access: components["schemas"]["AccessCheck"];
        };
        /** @description One page of a list of pages. */
        PublicPageList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["PublicPageSummary"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description What everyone may see of a published page. */
        PublicPageSummary: {
            /**
             * @description Id of the page (`pag_…`).
             * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
             */
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
            /**
             * @description Title of the page.
             * @example The premium guide
             */
            title: string;
            /**
             * @description What everyone may read, as Markdown.
             * @example Twelve chapters on making things that people **keep**.
             */
            teaser: string | null;
            /**
             * @description What opens the page: nothing, signing in, or paying.
             * @example PAID
             */
            accessMode: components["schemas"]["AccessMode"];
            /** @description Set for paid pages. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: uri
             * @description Where visitors read the page.
             * @example https://demo.latchkey.example/premium
             */
            url: string;
            /**
             * Format: date-time
             * @description When it was first published.
             * @example 2026-09-02T10:00:00.000Z
             */
            publishedAt: string;
        };
        /** @description A visitor's access to a page, paid or granted. */
        Purchase: {
            /**
             * @description Id of the purchase (`pur_…`).
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
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
            /**
             * @description The buyer, or whoever was given access.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /** @description Derived from the payment, its refunds and disputes, and manual grants. */
            grantType: ("PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED") | (string & {});
            /**
             * @description Whether the visitor may read the page because of it.
             * @example true
             */
            hasAccess: boolean;
            /**
             * @description A chargeback is open; access is suspended until it ends.
             * @example false
             */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /**
             * @description How much has been refunded so far; `null` if nothing.
             * @example null
             */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When the payment succeeded, or access was granted.
             * @example 2026-11-20T09:30:00.000Z
             */
            purchasedAt: string;
        };
        /** @description A page was purchased */
        PurchaseCompletedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "purchase.completed";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the page (`pag_…`).
                 * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
                 */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /**
                 * @description Id of the purchase (`pur_…`).
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not included; `listBuyers` returns it to those who may see it.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was granted. */
                price: components["schemas"]["Money"] | null;
                /**
                 * @description Whether the purchase gives access after this event.
                 * @example true
                 */
                hasAccess: boolean;
            };
        };
        /** @description The payment for this page is under dispute with the buyer's bank. The bank has taken the money back until it decides, and the buyer has no access meanwhile. Wait for the dispute to be decided. If it is won, access returns. */
        PurchaseDisputedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/purchase_disputed
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A payment was disputed */
        PurchaseDisputedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "purchase.disputed";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the page (`pag_…`).
                 * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
                 */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /**
                 * @description Id of the purchase (`pur_…`).
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not included; `listBuyers` returns it to those who may see it.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was granted. */
                price: components["schemas"]["Money"] | null;
                /**
                 * @description Whether the purchase gives access after this event.
                 * @example true
                 */
                hasAccess: boolean;
                /** @description The chargeback that this event is about. */
                dispute: {
                    /**
                     * @description Id of the dispute (`dsp_…`).
                     * @example dsp_01kafzq2dx8t5w4q7r1m0cef2x
                     */
                    id: string;
                    /**
                     * @description Stripe's word for where it stands.
                     * @example needs_response
                     */
                    status: string;
                    /** @description How much the bank took back. */
                    amount: components["schemas"]["Money"];
                };
            };
        };
        /** @description Purchases of the pages of a handle. */
        PurchaseList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Purchase"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description There is no such purchase. No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere. Check the visitor and purchase ids against the list of buyers, or of sales. */
        PurchaseNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/purchase_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A purchase was refunded */
        PurchaseRefundedEvent: {
            /**
             * @description Which event it is.
             * @enum {string}
             */
            type: "purchase.refunded";
            /**
             * Format: date-time
             * @description When it happened; the same on every attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            timestamp: string;
            /** @description What the event is about. */
            data: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Id of the page (`pag_…`).
                 * @example pag_01kafzq2dxq7r1m0cef2x8t5w4
                 */
                pageId: string;
                /**
                 * @description The page's name in its URL.
                 * @example premium
                 */
                pageSlug: string;
                /**
                 * @description Id of the purchase (`pur_…`).
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
                /**
                 * @description The buyer. Their address is not included; `listBuyers` returns it to those who may see it.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
                /** @description What was paid; `null` for access that was granted. */
                price: components["schemas"]["Money"] | null;
                /**
                 * @description Whether the purchase gives access after this event.
                 * @example true
                 */
                hasAccess: boolean;
                /** @description The refund that this event is about. */
                refund: {
                    /**
                     * @description Id of the refund (`rfd_…`).
                     * @example rfd_01kafzq2dxx8t5w4q7r1m0cef2
                     */
                    id: string;
                    /**
                     * @description Stripe's word for where it stands.
                     * @example succeeded
                     */
                    status: string;
                    /** @description How much this refund gives back. */
                    amount: components["schemas"]["Money"];
                };
                /** @description What all refunds of the purchase add up to. */
                totalRefunded: components["schemas"]["Money"];
            };
        };
        /** @description Who works on a report. */
        QueueClaim: {
            /**
             * @description `CLAIMED` takes it over; `OPEN` gives it back. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            state: "CLAIMED" | "OPEN";
            /**
             * @description What was done so far.
             * @example Stripe was unavailable for a minute. The buyer was told to try again.
             */
            resolution?: string;
        };
        /** @description How a report was resolved. */
        QueueResolution: {
            /**
             * @description It is done. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            state: "RESOLVED";
            /**
             * @description What was done.
             * @example Stripe was unavailable for a minute. The buyer was told to try again.
             */
            resolution: string;
        };
        /** @description A change to a report, told apart by `state`. */
        QueueUpdate: components["schemas"]["QueueClaim"] | components["schemas"]["QueueResolution"];
        /** @description Too many requests; wait a moment, then try again. A limit of this operation has been reached, or that of the writes on a handle in one day. `details.limit` names it, and whom it counts. Wait for `Retry-After` seconds. For all but the daily writes, the `RateLimit` header tells in advance how much is left. */
        RateLimitedError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/rate_limited
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /**
                 * @description The limit that was reached.
                 * @example requestMagicLink:email
                 */
                limit: string;
                /** @description Seconds until the next request may succeed. */
                retryAfterSeconds: number;
            };
        };
        /** @description There is no receipt to send for this purchase. `details.reason` says why. `granted`: access was given, and nothing was paid. `erased`: the buyer has erased their data, so there is no address to send it to. There is nothing to send. Offer the button only for purchases that were paid and have an email address. */
        ReceiptUnavailableError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "receipt_unavailable";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/receipt_unavailable
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /**
                 * @description Why there is none.
                 * @example granted
                 */
                reason: ("granted" | "erased") | (string & {});
            };
        };
        /** @description The current interest. */
        RecordedInterest: {
            /** @description The interest as it is now. */
            interest: components["schemas"]["Interest"];
        };
        /** @description The pair of tokens after a refresh. */
        RefreshedTokens: {
            /**
             * @description JWT with the claims of RFC 9068, sent as `Authorization: Bearer`.
             * @example eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl
             */
            accessToken: string;
            /**
             * @description The next refresh token; `null` when the cookie was exchanged, because then it is only in the cookie.
             * @example rt_vPqBzW3MiToX6EuaJgF1HdwYLs8cRt4VbNKp9xZ2m7Q
             */
            refreshToken: string | null;
            /**
             * @description Seconds until the access token expires.
             * @example 900
             */
            expiresIn: number;
            /**
             * @description How it is sent (RFC 6750).
             * @enum {string}
             */
            tokenType: "Bearer";
        };
        /** @description Money on its way back to the buyer. */
        Refund: {
            /**
             * @description Id of the refund (`rfd_…`).
             * @example rfd_01kafzq2dxx8t5w4q7r1m0cef2
             */
            id: string;
            /**
             * @description Stripe's word for where it stands.
             * @example succeeded
             */
            status: ("pending" | "requires_action" | "succeeded" | "failed" | "canceled") | (string & {});
            /** @description How much goes back to the buyer. */
            amount: components["schemas"]["Money"];
        };
        /** @description Which purchase to refund. */
        RefundRequest: {
            /**
             * @description The buyer.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /**
             * @description Which purchase; if omitted, the latest one still active.
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
            purchaseId?: string;
            /**
             * @description For your own records; not shown in the email to the buyer.
             * @example Bought by mistake.
             */
            reason?: string;
        };
        /** @description The refund, and the purchase after it. */
        RefundedPurchase: {
            /** @description The purchase after the refund. */
            purchase: components["schemas"]["Purchase"];
            /** @description The refund that was made. */
            refund: components["schemas"]["Refund"];
        };
        /** @description A client with a secret. */
        RegisteredConfidentialClient: {
            /**
             * @description Id of the new client.
             * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
             */
            client_id: string;
            /**
             * @description When it was registered, in seconds since 1970.
             * @example 1795165800
             */
            client_id_issued_at: number;
            /**
             * @description Shown on the consent page.
             * @example Example notes
             */
            client_name: string;
            /**
             * @description Where people are sent back to.
             * @example [
             *       "https://client.example/callback",
             *       "http://127.0.0.1/callback"
             *     ]
             */
            redirect_uris: string[];
            /**
             * @description What it may exchange for tokens.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types: (("authorization_code" | "refresh_token") | (string & {}))[];
            /** @description What it may be answered at its redirect URIs. */
            response_types: "code"[];
            /**
             * @description What the client may ask for.
             * @example pages.read purchases.read
             */
            scope: string;
            /**
             * @description Where it sends its secret: in `Authorization`, or in the body.
             * @enum {string}
             */
            token_endpoint_auth_method: "client_secret_basic" | "client_secret_post";
            /**
             * @description The secret, shown only this once.
             * @example cs_8rVnZk2mQpXw5TyLbJc9HdGfE3sNaKuR
             */
            client_secret: string;
            /**
             * @description It does not expire.
             * @enum {number}
             */
            client_secret_expires_at: 0;
        };
        /** @description A client as it was registered (RFC 7591 §3.2.1). */
        RegisteredOAuthClient: components["schemas"]["RegisteredPublicClient"] | components["schemas"]["RegisteredConfidentialClient"];
        /** @description A client that cannot keep a secret. */
        RegisteredPublicClient: {
            /**
             * @description Id of the new client.
             * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
             */
            client_id: string;
            /**
             * @description When it was registered, in seconds since 1970.
             * @example 1795165800
             */
            client_id_issued_at: number;
            /**
             * @description Shown on the consent page.
             * @example Example notes
             */
            client_name: string;
            /**
             * @description Where people are sent back to.
             * @example [
             *       "https://client.example/callback",
             *       "http://127.0.0.1/callback"
             *     ]
             */
            redirect_uris: string[];
            /**
             * @description What it may exchange for tokens.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types: (("authorization_code" | "refresh_token") | (string & {}))[];
            /** @description What it may be answered at its redirect URIs. */
            response_types: "code"[];
            /**
             * @description What the client may ask for.
             * @example pages.read purchases.read
             */
            scope: string;
            /**
             * @description It has no secret to send.
             * @enum {string}
             */
            token_endpoint_auth_method: "none";
        };
        /** @description A text as HTML. */
        RenderedMarkdown: {
            /**
             * @description As visitors would get it, sanitised; safe to insert. Ids of headings and footnotes begin with `content-`.
             * @example <h2 id="content-chapter-one" dir="auto">Chapter one</h2>
             *     <p dir="auto">Things that people <strong>keep</strong>.</p>
             */
            html: string;
        };
        /** @description Everyone who now works on a handle, or has been invited to, and what the change ended. */
        ReplacedCollaborators: {
            /** @description Roles held come before roles offered, strongest first. Whether the address of an offer has an account is not shown. */
            collaborators: components["schemas"]["Collaborator"][];
            /**
             * @description The offer of ownership made by `transferHandle`; `null` if there is none.
             * @example null
             */
            transfer: components["schemas"]["HandleTransferOffer"] | null;
            /**
             * @description How many personal access tokens this ended.
             * @example 0
             */
            endedTokens: number;
            /**
             * @description How many grants to OAuth clients this ended. They belong to an account and reach what its roles reach, so only a password reset ends them; elsewhere it is 0.
             * @example 0
             */
            endedGrants: number;
        };
        /** @description A problem that someone reported. */
        Report: {
            /**
             * @description Id of the report (`rep_…`).
             * @example rep_01kafzq2dxef2x8t5w4q7r1m0c
             */
            id: string;
            /**
             * @description Whether someone works on it, or is done with it.
             * @enum {string}
             */
            state: "OPEN" | "CLAIMED" | "RESOLVED";
            /**
             * @description Id of the account that works on it, or did last; `null` if nobody does.
             * @example null
             */
            claimedBy: string | null;
            /**
             * @description What was done about it; `null` until it is resolved.
             * @example null
             */
            resolution: string | null;
            /**
             * Format: date-time
             * @description When it was reported.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last worked on.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description The problem in one sentence.
             * @example Checkout answers with an error
             */
            summary: string;
            /**
             * @description What the reporter did, expected and saw.
             * @example I clicked Buy on the premium guide. I expected the payment page, and saw an error.
             */
            details: string;
            /**
             * @description The handle that it is about, as the reporter wrote it.
             * @example demo
             */
            handle: string | null;
            /**
             * @description The reporter's name for the session in which it happened.
             * @example cs_test_a1b2c3
             */
            sessionId: string | null;
            /**
             * @description `requestId` of the response that it is about.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string | null;
            /**
             * @description A link to something that shows the problem.
             * @example https://shop.example.com/screenshots/1.png
             */
            reproArtifact: string | null;
            /**
             * @description Whether it must be handled first.
             * @example false
             */
            escalated: boolean;
            /**
             * @description Why it cannot wait; `null` unless it is escalated.
             * @example null
             */
            escalationReason: string | null;
            /** @description Records of the given request id, newest first; kept with the report. */
            requests: components["schemas"]["RequestRecord"][];
        };
        /** @description Someone else has claimed this report. One person works on a report at a time; `claimedBy` says who it is. Ask them to release it. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/report_claimed
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description One page of reports. */
        ReportList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Report"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This report does not exist. No report in the queue has this id. Check the id against the queue. */
        ReportNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/report_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The id to quote when you ask about it, and whether the request you named was found. */
        ReportReceipt: {
            /**
             * @description Quote it when you ask about the report.
             * @example rep_01kafzq2dxef2x8t5w4q7r1m0c
             */
            reportId: string;
            /**
             * @description Whether what is known of the request that you named goes with the report; `null` when you named none. `false`: it was not kept, so describe in `details` what you sent and when. Kept for 7 days are writes and failures; of those failures that come without a valid session or token, the first 60 a minute from one address.
             * @example true
             */
            requestKept: boolean | null;
        };
        /** @description A problem, in your words. */
        ReportRequest: {
            /**
             * @description The problem in one sentence.
             * @example Checkout answers with an error
             */
            summary: string;
            /**
             * @description What you did, expected and saw. Leave out secrets.
             * @example I clicked Buy on the premium guide. I expected the payment page, and saw an error.
             */
            details: string;
            /**
             * @description The handle that it is about.
             * @example demo
             */
            handle?: string;
            /**
             * @description Your own name for the session in which it happened. No secret, such as a token.
             * @example cs_test_a1b2c3
             */
            sessionId?: string;
            /**
             * @description `requestId` of the response that it is about.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId?: string;
            /**
             * @description A link to something that shows the problem.
             * @example https://shop.example.com/screenshots/1.png
             */
            reproArtifact?: string;
        };
        /** @description What is kept of a request for a week: no body, address or token. */
        RequestRecord: {
            /**
             * Format: date-time
             * @description When the request was answered.
             * @example 2026-11-20T09:15:00.000Z
             */
            at: string;
            /**
             * @description Its `operationId`.
             * @example createCheckout
             */
            operation: string;
            /**
             * @description The HTTP method.
             * @example POST
             */
            method: string;
            /**
             * @description Status of the response.
             * @example 502
             */
            status: number;
            /**
             * @description Code of the error that was returned; `null` if it succeeded.
             * @example payment_provider_error
             */
            error: string | null;
            /**
             * @description The handle that it was about; `null` if it was about none.
             * @example demo
             */
            handle: string | null;
            /**
             * @description How long the response took.
             * @example 2140
             */
            milliseconds: number;
        };
        /**
         * @description `CREATOR` works on content and sales, `OPERATOR` also on settings and people, `OWNER` also on the handle itself.
         * @enum {string}
         */
        Role: "CREATOR" | "OPERATOR" | "OWNER";
        /** @description A purchase or grant of any page of a handle, with who it belongs to. */
        Sale: {
            /**
             * @description Id of the purchase (`pur_…`).
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
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
            /**
             * @description The buyer, or whoever was given access.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /** @description Derived from the payment, its refunds and disputes, and manual grants. */
            grantType: ("PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED") | (string & {});
            /**
             * @description Whether the visitor may read the page because of it.
             * @example true
             */
            hasAccess: boolean;
            /**
             * @description A chargeback is open; access is suspended until it ends.
             * @example false
             */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /**
             * @description How much has been refunded so far; `null` if nothing.
             * @example null
             */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When the payment succeeded, or access was granted.
             * @example 2026-11-20T09:30:00.000Z
             */
            purchasedAt: string;
            status: components["schemas"]["SaleStatus"];
            /**
             * @description What the page is called now.
             * @example The premium guide
             */
            pageTitle: string;
            /**
             * Format: email
             * @description The address of the buyer; `null` once they have erased their data.
             * @example ana@example.com
             */
            email: string | null;
        };
        /** @description A sale with everything that is known about it. */
        SaleDetail: {
            /**
             * @description Id of the purchase (`pur_…`).
             * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
             */
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
            /**
             * @description The buyer, or whoever was given access.
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            visitorId: string;
            /** @description Derived from the payment, its refunds and disputes, and manual grants. */
            grantType: ("PURCHASED" | "GRANTED" | "REFUNDED" | "REVOKED") | (string & {});
            /**
             * @description Whether the visitor may read the page because of it.
             * @example true
             */
            hasAccess: boolean;
            /**
             * @description A chargeback is open; access is suspended until it ends.
             * @example false
             */
            disputed: boolean;
            /** @description What was paid; `null` for a grant. */
            price: components["schemas"]["Money"] | null;
            /**
             * @description How much has been refunded so far; `null` if nothing.
             * @example null
             */
            refunded: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When the payment succeeded, or access was granted.
             * @example 2026-11-20T09:30:00.000Z
             */
            purchasedAt: string;
            status: components["schemas"]["SaleStatus"];
            /**
             * @description What the page is called now.
             * @example The premium guide
             */
            pageTitle: string;
            /**
             * Format: email
             * @description The address of the buyer; `null` once they have erased their data.
             * @example ana@example.com
             */
            email: string | null;
            /** @description The charge with its refunds and disputes, oldest first; empty for a grant. */
            ledger: components["schemas"]["LedgerEntry"][];
            /** @description Emails to the buyer, and to those who work on the handle, newest first; 100 at most. */
            mails: components["schemas"]["SaleMail"][];
            /** @description How often the buyer began to pay, newest first; 100 at most. */
            attempts: components["schemas"]["CheckoutAttempt"][];
        };
        /** @description Sales of a handle. */
        SaleList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["Sale"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description An email about a sale: to whom, and what became of it. */
        SaleMail: {
            /**
             * @description Id of the email; part of its `Message-ID`.
             * @example mail_01kafzq2dxw4q7r1m0cef2x8t5
             */
            id: string;
            /**
             * @description What it says.
             * @example PURCHASE_CONFIRMED
             */
            kind: ("PURCHASE_CONFIRMED" | "RECEIPT_RESENT" | "ACCESS_GRANTED" | "PURCHASE_REFUNDED" | "REFUND_FAILED" | "DISPUTE_OPENED" | "DISPUTE_CLOSED" | "SALE_MADE" | "SALE_REFUNDED") | (string & {});
            /**
             * @description Whether it went to the buyer, or to someone who works on the handle.
             * @example BUYER
             */
            audience: ("BUYER" | "SELLER") | (string & {});
            /**
             * Format: email
             * @description The address it goes to; `null` once a buyer has erased their data, or someone no longer works on the handle. Tokens see only addresses of buyers.
             * @example ana@example.com
             */
            email: string | null;
            /**
             * @description `PENDING`: it waits, or is being tried again. `SENT`: a mail server took it. `REFUSED`: the mail server said no. `UNWANTED`: there was no longer a reason to send it. `GIVEN_UP`: no mail server took it for days.
             * @example SENT
             */
            outcome: ("PENDING" | "SENT" | "REFUSED" | "UNWANTED" | "GIVEN_UP") | (string & {});
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When `outcome` was known; `null` while it is `PENDING`.
             * @example 2026-11-20T09:45:00.000Z
             */
            finishedAt: string | null;
        };
        /**
         * @description Where a sale stands. `DISPUTED`: a chargeback is open, and access is suspended. `REFUNDED`: all of it went back, or a chargeback was lost. `GRANTED`: access was given without a payment. `REVOKED`: the creator ended access.
         * @example PAID
         * @enum {string}
         */
        SaleStatus: "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "DISPUTED" | "GRANTED" | "REVOKED";
        /** @description Sales and refunds of a period in one pair of currencies. */
        SalesFigures: {
            /**
             * @description What buyers paid in (ISO 4217).
             * @example usd
             */
            currency: string;
            /**
             * @description What Stripe transfers in; `refunds` is in it.
             * @example usd
             */
            settlementCurrency: string;
            /**
             * @description How many payments.
             * @example 3
             */
            sales: number;
            /**
             * @description What buyers paid, in the smallest unit of `currency`.
             * @example 7500
             */
            charged: number;
            /**
             * @description What was refunded to buyers, less what came back because a refund failed, in the smallest unit of `settlementCurrency`.
             * @example 2500
             */
            refunds: number;
        };
        /** @description What was sold and refunded since a point in time. */
        SalesPeriod: {
            /**
             * Format: date-time
             * @description When it began, in UTC; it has not ended yet.
             * @example 2026-11-01T00:00:00.000Z
             */
            from: string;
            /** @description One entry for each pair of currencies; empty if nothing happened. */
            figures: components["schemas"]["SalesFigures"][];
        };
        /** @description Whether a handle can sell, and what the platform keeps of a sale. */
        SellingTerms: {
            /**
             * @description Whether pages can be bought now; `false` until the owner has connected Stripe, and while Stripe accepts no payments for the account.
             * @example true
             */
            canSell: boolean;
            /** @description What the platform keeps of each sale: `basisPoints` of the price, rounded down to the smallest unit, and the `fixed` amount of its currency. The sum is rounded down to what the currency can express (whole hundreds for ISK and UGX, tens for currencies with three decimals), and is never more than the price. The creator receives the rest; what Stripe charges for the payment is paid out of the fee. */
            fee: {
                /**
                 * @description Its part of the price, in hundredths of a percent.
                 * @example 500
                 */
                basisPoints: number;
                /**
                 * @description What is added to it, by currency; nothing for currencies that are not listed.
                 * @example []
                 */
                fixed: components["schemas"]["Money"][];
            };
        };
        /** @description This session does not exist or has ended. None of your active sessions has this id. List the sessions to see which are active. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/session_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A file for certain addresses. */
        SharedFileCreate: {
            /**
             * @description The name it is saved under.
             * @example pattern.pdf
             */
            fileName: string;
            /**
             * @description The exact number of bytes that will be uploaded.
             * @example 482133
             */
            sizeBytes: number;
            /**
             * Format: date-time
             * @description RFC 3339, in the future; `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt?: string | null;
            /**
             * @description The listed addresses may download it. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            accessMode: "EMAIL_ALLOWLIST";
            /** @description Who may download it. */
            allowedEmails: string[];
        };
        /** @description Which sessions to end; if omitted, the one that is sent. */
        SignOutVisitor: {
            /**
             * @description End every session of this visitor that this one could see.
             * @example true
             */
            everywhere?: boolean;
        };
        /** @description Who signs up. */
        SignUp: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
            /**
             * @description At least 12 characters. One that is too easy to guess is `weak_password`.
             * @example latchkey-demo-password
             */
            password: string;
            /**
             * @description What to call the creator.
             * @example Demo Creator
             */
            name?: string;
        };
        /** @description Which address needs another code. */
        SignUpCodeRequest: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
        };
        /** @description The code that was emailed, and the address it was sent to. */
        SignUpConfirmation: {
            /**
             * Format: email
             * @description Email address. Case does not matter, and the domain may be in any script. It is returned in lower case, with the domain in ASCII.
             * @example demo@latchkey.test
             */
            email: string;
            /**
             * @description The code in the email; spaces, hyphens and case do not matter.
             * @example 402 913
             */
            code: string;
        };
        /** @description This slug is already in use on this handle. Something of the same kind on this handle has it. A page that was deleted after it had been sold keeps its slug. Choose another slug. */
        SlugTakenError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/slug_taken
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The file does not fit in the handle's remaining storage. `details` gives the quota and what is used. A file counts as soon as it is created, and one deleted soon afterwards counts until its upload URL expires. Delete files you no longer need, or create a smaller one. */
        StorageQuotaExceededError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            error: "storage_quota_exceeded";
            /** @description One sentence a person can act on. May be reworded; do not parse. */
            message: string;
            /**
             * @description Quote it when you report a problem.
             * @example req_4fSv1nXbL8r2Qm6W
             */
            requestId: string;
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/storage_quota_exceeded
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Storage available to the files of the handle, in bytes. */
                quotaBytes: number;
                /** @description Storage they use now, in bytes, including files still waiting for their content. */
                usedBytes: number;
            };
        };
        /** @description A file as its creators see it. */
        StoredFile: {
            /**
             * @description Id of the file (`fil_…`).
             * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
             */
            id: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The name it is saved under.
             * @example pattern.pdf
             */
            fileName: string;
            /**
             * @description Size of its content in bytes.
             * @example 482133
             */
            sizeBytes: number;
            /**
             * @description Who may download it.
             * @example EMAIL_ALLOWLIST
             */
            accessMode: components["schemas"]["FileAccessMode"];
            /**
             * Format: date-time
             * @description When downloads end; after this nobody can download the file. `null` for never.
             * @example 2031-01-31T18:00:00.000Z
             */
            expiresAt: string | null;
            /** @description Who may download it; empty if everyone may. */
            allowedEmails: string[];
            /**
             * Format: uri
             * @description The page that offers the file.
             * @example https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0
             */
            url: string;
            /**
             * Format: date-time
             * @description When the file was created.
             * @example 2026-09-01T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When its content was uploaded; `null` before that. A file not uploaded within a day is removed.
             * @example 2026-09-02T10:00:00.000Z
             */
            uploadedAt: string | null;
        };
        /** @description Receipt of an event. */
        StripeEventReceived: {
            /**
             * @description Always `true`: Stripe need not send it again.
             * @enum {boolean}
             */
            received: true;
        };
        /** @description This access token has expired; refresh the session. Access tokens last 15 minutes. Exchange the refresh token for a new pair, and repeat the request with the new access token. */
        TokenExpiredError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/token_expired
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This token does not exist. The handle has no token with this id; revoked tokens are gone. Check the id against the list of tokens. */
        TokenNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/token_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This handle has reached its maximum number of tokens. Tokens that nobody uses any more count as well. Revoke tokens that are no longer used; `lastUsedAt` shows which. */
        TooManyTokensError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/too_many_tokens
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This handle has reached its maximum number of webhook endpoints. Each event would be sent to every one of them. Delete an endpoint first, or send more events to an existing one. */
        TooManyWebhookEndpointsError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/too_many_webhook_endpoints
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The service is temporarily unavailable; try again shortly. The database cannot be reached or is too busy, a disk is full, or the server is about to restart. Wait for `Retry-After` seconds, then repeat the request. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/unavailable
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A payment on the Stripe account that belongs to no purchase here. */
        UnmatchedPayment: {
            /**
             * @description Stripe's id.
             * @example pi_3QxYz
             */
            paymentIntentId: string;
            /**
             * @description `purchase_id` from its metadata, whatever it refers to; `null` if there is none.
             * @example null
             */
            purchaseId: string | null;
            /** @description How much was paid. */
            amount: components["schemas"]["Money"];
            /** @description `no_metadata`: it names no purchase, so another product made it. `unknown_purchase`: it names one that this database does not have, so another deployment made it, or this one before a backup was restored. */
            why: ("no_metadata" | "unknown_purchase") | (string & {});
            /**
             * Format: date-time
             * @description When Latchkey first saw it at Stripe.
             * @example 2026-11-20T09:30:00.000Z
             */
            firstSeenAt: string;
        };
        /** @description One page of payments without a purchase. */
        UnmatchedPaymentList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["UnmatchedPayment"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This operation does not accept the Content-Type of the request. The body has another media type than the operation reads, or names none. Send one of the media types listed in the reference, usually `application/json`. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/unsupported_media_type
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description The settings as they are now. */
        UpdatedNotificationSettings: {
            /** @description In the order of the request. */
            items: components["schemas"]["NotificationSettings"][];
        };
        /** @description This code has already been used; sign in. A code works once, and this one has done its job. Sign in, or request another code to reset the password. */
        UsedCodeError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/used_code
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description This magic link has already been used; request a new one. A link, or the code sent with it, signs in once. Whoever used it first is signed in. Request a new link, unless the first use was yours. */
        UsedMagicLinkError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/used_magic_link
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A buyer or reader, known only by a verified email address. */
        Visitor: {
            /**
             * @description Id of the visitor (`vis_…`).
             * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
             */
            id: string;
            /**
             * Format: email
             * @description Their verified address.
             * @example ana@example.com
             */
            email: string;
            /**
             * Format: date-time
             * @description When the address was first verified.
             * @example 2026-11-20T09:15:00.000Z
             */
            createdAt: string;
        };
        /** @description Everything stored about a visitor. */
        VisitorExport: {
            /**
             * Format: date-time
             * @description When this document was made.
             * @example 2026-11-20T10:30:00.000Z
             */
            exportedAt: string;
            visitor: components["schemas"]["Visitor"];
            /** @description Sessions that are still open. */
            sessions: {
                /**
                 * Format: date-time
                 * @description When it signed in.
                 * @example 2026-11-20T09:15:00.000Z
                 */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When it ends.
                 * @example 2026-12-20T09:15:00.000Z
                 */
                expiresAt: string;
                /**
                 * @description The only handle it works for; `null` when it works for all of them.
                 * @example null
                 */
                handle: string | null;
            }[];
            /** @description Everything they have, or had, access to, newest first. */
            access: components["schemas"]["AccessHistoryItem"][];
            /** @description Payments in progress, newest first. */
            pending: components["schemas"]["PendingPayment"][];
            /** @description What the visitor wants from group buys. */
            interests: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
                /**
                 * @description How many they want.
                 * @example 2
                 */
                quantity: number;
                /**
                 * Format: date-time
                 * @description When they first registered interest.
                 * @example 2026-11-20T09:30:00.000Z
                 */
                createdAt: string;
            }[];
        };
        /** @description A group buy, and how many of it the visitor wants. */
        VisitorInterest: {
            /**
             * @description Id of the group buy (`gby_…`).
             * @example gby_01kafzq2dx1m0cef2x8t5w4q7r
             */
            groupBuyId: string;
            /**
             * @description The creator's public name.
             * @example demo
             */
            handle: string;
            /**
             * @description The group buy's name in its URL.
             * @example vip-launch
             */
            groupBuySlug: string;
            /**
             * @description Title of the group buy.
             * @example VIP launch evening
             */
            title: string;
            /**
             * Format: uri
             * @description Where the group buy is shown.
             * @example https://demo.latchkey.example/_edge/group-buys/vip-launch
             */
            url: string;
            /** @description Whether it accepts interest (`PUBLISHED`), does not for now, or has ended one way or the other. */
            state: ("PUBLISHED" | "PAUSED" | "ACTIVATED" | "CLOSED") | (string & {});
            /**
             * @description How many the visitor wants.
             * @example 2
             */
            quantity: number;
            /**
             * @description Total quantity that visitors want.
             * @example 7
             */
            interestedQuantity: number;
            /**
             * @description Total quantity needed before it can be activated.
             * @example 10
             */
            targetQuantity: number;
            /**
             * Format: date-time
             * @description When interest stops being accepted; `null` for never.
             * @example 2027-01-31T18:00:00.000Z
             */
            deadline: string | null;
            /**
             * Format: date-time
             * @description When the visitor first registered interest.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the visitor last changed the quantity.
             * @example 2026-11-20T09:30:00.000Z
             */
            updatedAt: string;
        };
        /** @description One page of the interests. */
        VisitorInterestList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["VisitorInterest"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description How long a session lasts, and for which handle it works. */
        VisitorSession: {
            /**
             * Format: date-time
             * @description When the session ends.
             * @example 2026-12-20T09:15:00.000Z
             */
            expiresAt: string;
            /**
             * @description The only handle this session works for; `null` when it works for all of them.
             * @example demo
             */
            handle: string | null;
        };
        /** @description Sign in to continue: request a magic link. The request has no session of a visitor, or one that is not accepted; `details.reason` says why. Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. Where there is no session, request a magic link. */
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/visitor_unauthorized
             */
            docUrl: string;
            /** @description What there is to know about this case. */
            details: {
                /** @description Why the session was not accepted. */
                reason: ("missing" | "malformed" | "expired" | "revoked" | "other_handle") | (string & {});
            };
        };
        /** @description This password is too easy to guess; choose another one. It is common, or made of repetitions, keyboard patterns, dates, or of your own name and address. Choose a longer one. A few unrelated words make a good password. */
        WeakPasswordError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/weak_password
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description An event on its way to an endpoint. */
        WebhookDelivery: {
            /**
             * @description `webhook-id` of every attempt; an id you have seen before is a repeat.
             * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
             */
            id: string;
            /**
             * @description Id of the webhook endpoint (`whe_…`).
             * @example whe_01kafzq2dxcef2x8t5w4q7r1m0
             */
            endpointId: string;
            /** @description Which event it carries. */
            type: components["schemas"]["WebhookEventType"];
            /**
             * @description `PENDING`: another attempt will follow. `FAILED`: none will, unless you replay it.
             * @example DELIVERED
             */
            status: ("PENDING" | "DELIVERED" | "FAILED") | (string & {});
            /**
             * @description Completed attempts, since the last replay if any.
             * @example 1
             */
            tries: number;
            /**
             * Format: date-time
             * @description When the next attempt is due; `null` if none is.
             * @example null
             */
            nextTryAt: string | null;
            /**
             * Format: date-time
             * @description When it was last attempted; `null` before the first attempt.
             * @example 2026-11-20T09:30:00.000Z
             */
            lastTryAt: string | null;
            /**
             * @description Status the endpoint last returned; `null` if there was no response.
             * @example 200
             */
            responseStatus: number | null;
            /**
             * @description Why the last attempt failed; `null` if it did not.
             * @example null
             */
            problem: string | null;
            /**
             * @description The body, byte for byte as it is signed and sent.
             * @example {"type":"purchase.completed","timestamp":"2026-11-20T09:30:00.000Z","data":{"handle":"demo","pageId":"pag_01kafzq2dxq7r1m0cef2x8t5w4","pageSlug":"premium","purchaseId":"pur_01kafzq2dx7r1m0cef2x8t5w4q","visitorId":"vis_01kafzq2dxf2x8t5w4q7r1m0ce","price":{"amount":2500,"currency":"usd"},"hasAccess":true}}
             */
            payload: string;
            /**
             * Format: date-time
             * @description When the event happened.
             * @example 2026-11-20T09:30:00.000Z
             */
            createdAt: string;
        };
        /** @description Deliveries to a webhook endpoint. */
        WebhookDeliveryList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["WebhookDelivery"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This delivery does not exist. Deliveries are kept for 30 days, and deleted with their endpoint. List the deliveries of the endpoint to see those that are still there. */
        WebhookDeliveryNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/webhook_delivery_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
            details: null;
        };
        /** @description A URL of yours that receives the events of a handle. */
        WebhookEndpoint: {
            /**
             * @description Id of the webhook endpoint (`whe_…`).
             * @example whe_01kafzq2dxcef2x8t5w4q7r1m0
             */
            id: string;
            /**
             * @description Where events are sent to.
             * @example https://hooks.example.com/latchkey
             */
            url: string;
            /**
             * @description The events it receives.
             * @example [
             *       "purchase.completed",
             *       "access.revoked"
             *     ]
             */
            events: components["schemas"]["WebhookEventType"][];
            /**
             * Format: date-time
             * @description When the endpoint was added.
             * @example 2026-10-05T16:20:00.000Z
             */
            createdAt: string;
            /** @description `DISABLED` after 10 failed deliveries in a row, or at once when it answers 410 (Gone): it receives nothing new until a replay to it succeeds. */
            status: ("ENABLED" | "DISABLED") | (string & {});
            /**
             * Format: date-time
             * @description When it was disabled; `null` while it is enabled.
             * @example null
             */
            disabledAt: string | null;
        };
        /** @description Webhook endpoints of a handle. */
        WebhookEndpointList: {
            /** @description This part of the list, in its order. */
            items: components["schemas"]["WebhookEndpoint"][];
            /**
             * @description Pass it as `cursor` to get the next items; `null` at the end of the list.
             * @example null
             */
            nextCursor: string | null;
        };
        /** @description This webhook endpoint does not exist. The handle has no endpoint with this id; it may have been deleted. List the endpoints of the handle. */
        WebhookEndpointNotFoundError: {
            /**
             * @description Stable, machine-readable code. (enum property replaced by openapi-typescript)
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
            /**
             * @description The page of the docs about this code.
             * @example https://docs.latchkey.example/errors/webhook_endpoint_not_found
             */
            docUrl: string;
            /** @description Always `null`. */
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
             * @description The events it receives.
             * @example [
             *       "purchase.completed",
             *       "access.revoked"
             *     ]
             */
            events: components["schemas"]["WebhookEventType"][];
        };
        /**
         * @description What can happen; the bodies are under `webhooks` in this document.
         * @example purchase.completed
         * @enum {string}
         */
        WebhookEventType: "purchase.completed" | "purchase.refunded" | "purchase.disputed" | "access.revoked" | "group_buy.target_reached" | "group_buy.activated";
    };
    responses: {
        /**
         * @description `already_purchased`: This page has already been purchased.
         *
         *     - Cause: The visitor has access to the page, by a payment or because the creator granted it.
         *     - Cure: Send the visitor to the page; they are not charged again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `connect_not_configured`: The creator cannot accept payments yet.
         *
         *     - Cause: The handle has no Stripe account, or Stripe still needs something before it can take charges.
         *     - Cure: The owner of the handle must connect Stripe and finish its onboarding; then the page can be sold.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `group_buy_not_open`: This action is not possible in the group buy's current state.
         *
         *     - Cause: A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.
         *     - Cure: Read the group buy: its `state` and `deadline` say what is possible now.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `page_not_paid`: This page is not for sale, so there is nothing to pay for.
         *
         *     - Cause: The page's `accessMode` is not `PAID`.
         *     - Cure: Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `payment_in_progress`: A payment for this page is still being processed.
         *
         *     - Cause: Some payment methods take days, and nothing can be changed about the payment in the meantime.
         *     - Cure: Check access again later: it begins as soon as the payment succeeds. If it fails, start another one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `purchase_disputed`: The payment for this page is under dispute with the buyer's bank.
         *
         *     - Cause: The bank has taken the money back until it decides, and the buyer has no access meanwhile.
         *     - Cure: Wait for the dispute to be decided. If it is won, access returns.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        AlreadyPurchasedOrConnectNotConfiguredOrGroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidOrPaymentInProgressOrPurchaseDisputedReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AlreadyPurchasedOrConnectNotConfiguredOrGroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidOrPaymentInProgressOrPurchaseDisputedError"];
            };
        };
        /**
         * @description `already_purchased`: This page has already been purchased.
         *
         *     - Cause: The visitor has access to the page, by a payment or because the creator granted it.
         *     - Cure: Send the visitor to the page; they are not charged again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `page_not_paid`: This page is not for sale, so there is nothing to pay for.
         *
         *     - Cause: The page's `accessMode` is not `PAID`.
         *     - Cure: Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        AlreadyPurchasedOrIdempotencyInProgressOrPageNotPaidReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AlreadyPurchasedOrIdempotencyInProgressOrPageNotPaidError"];
            };
        };
        /**
         * @description `already_refunded`: This purchase has already been fully refunded.
         *
         *     - Cause: The whole amount was returned to the buyer before.
         *     - Cure: There is nothing more to do.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `purchase_disputed`: The payment for this page is under dispute with the buyer's bank.
         *
         *     - Cause: The bank has taken the money back until it decides, and the buyer has no access meanwhile.
         *     - Cure: Wait for the dispute to be decided. If it is won, access returns.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        AlreadyRefundedOrIdempotencyInProgressOrPurchaseDisputedReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AlreadyRefundedOrIdempotencyInProgressOrPurchaseDisputedError"];
            };
        };
        /**
         * @description `codes_locked`: Codes are switched off for this address for now; the link in the email still works.
         *
         *     - Cause: Too many wrong codes were entered for this address, so no code is accepted for a day.
         *     - Cure: Open the link in the latest email in this browser instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `expired_magic_link`: This magic link has expired; request a new one.
         *
         *     - Cause: Links and codes work for 15 minutes. Delayed email is the usual reason.
         *     - Cure: Request a new link.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_code`: This code is not correct; check it, or request a new one.
         *
         *     - Cause: The code is not one that was sent for this address and purpose, or too many wrong ones came before it: then those sent so far stop working.
         *     - Cure: Enter the code of the latest email, or request a new one. The link in a magic-link email keeps working.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_magic_link`: This magic link is not valid.
         *
         *     - Cause: The token is unknown or was cut off on its way.
         *     - Cure: Request a new link, and use it exactly as it appears in the email.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `used_magic_link`: This magic link has already been used; request a new one.
         *
         *     - Cause: A link, or the code sent with it, signs in once. Whoever used it first is signed in.
         *     - Cure: Request a new link, unless the first use was yours.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        CodesLockedOrExpiredMagicLinkOrInvalidCodeOrInvalidMagicLinkOrUsedMagicLinkSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CodesLockedOrExpiredMagicLinkOrInvalidCodeOrInvalidMagicLinkOrUsedMagicLinkError"];
            };
        };
        /**
         * @description `connect_not_configured`: The creator cannot accept payments yet.
         *
         *     - Cause: The handle has no Stripe account, or Stripe still needs something before it can take charges.
         *     - Cure: The owner of the handle must connect Stripe and finish its onboarding; then the page can be sold.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ConnectNotConfigured: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConnectNotConfiguredError"];
            };
        };
        /**
         * @description `connected_app_not_found`: This account has no such connected app.
         *
         *     - Cause: The app was never connected, or its access has already been withdrawn.
         *     - Cure: List the connected apps to see those that still have access.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ConnectedAppNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConnectedAppNotFoundError"];
            };
        };
        /**
         * @description `cross_site_form`: This form was not sent from one of our pages, so nothing was done.
         *
         *     - Cause: The browser says that another site sent the form, which protects people from forged requests.
         *     - Cure: Open the page on this site and submit the form there.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        CrossSiteFormPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `customer_not_found`: This handle has no such customer.
         *
         *     - Cause: Nobody with this id bought anything here, or was given access. People at other handles are not shown.
         *     - Cure: Check the id against the list of customers.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        CustomerNotFoundOrHandleNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomerNotFoundOrHandleNotFoundError"];
            };
        };
        /**
         * @description `expired_code`: This code has expired; request a new one.
         *
         *     - Cause: Codes work for a limited time, which the email names.
         *     - Cure: Request a new code; you can do so at any time.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_code`: This code is not correct; check it, or request a new one.
         *
         *     - Cause: The code is not one that was sent for this address and purpose, or too many wrong ones came before it: then those sent so far stop working.
         *     - Cure: Enter the code of the latest email, or request a new one. The link in a magic-link email keeps working.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `used_code`: This code has already been used; sign in.
         *
         *     - Cause: A code works once, and this one has done its job.
         *     - Cure: Sign in, or request another code to reset the password.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ExpiredCodeOrInvalidCodeOrUsedCodeSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ExpiredCodeOrInvalidCodeOrUsedCodeError"];
            };
        };
        /**
         * @description `expired_magic_link`: This magic link has expired; request a new one.
         *
         *     - Cause: Links and codes work for 15 minutes. Delayed email is the usual reason.
         *     - Cure: Request a new link.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_magic_link`: This magic link is not valid.
         *
         *     - Cause: The token is unknown or was cut off on its way.
         *     - Cure: Request a new link, and use it exactly as it appears in the email.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `used_magic_link`: This magic link has already been used; request a new one.
         *
         *     - Cause: A link, or the code sent with it, signs in once. Whoever used it first is signed in.
         *     - Cure: Request a new link, unless the first use was yours.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ExpiredMagicLinkOrInvalidMagicLinkOrUsedMagicLinkPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `expired_magic_link`: This magic link has expired; request a new one.
         *
         *     - Cause: Links and codes work for 15 minutes. Delayed email is the usual reason.
         *     - Cure: Request a new link.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_magic_link`: This magic link is not valid.
         *
         *     - Cause: The token is unknown or was cut off on its way.
         *     - Cure: Request a new link, and use it exactly as it appears in the email.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `used_magic_link`: This magic link has already been used; request a new one.
         *
         *     - Cause: A link, or the code sent with it, signs in once. Whoever used it first is signed in.
         *     - Cure: Request a new link, unless the first use was yours.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ExpiredMagicLinkOrInvalidMagicLinkOrUsedMagicLinkPageSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `file_expired`: This file is no longer available for download.
         *
         *     - Cause: It was shared for a limited time, which is over.
         *     - Cure: Ask the creator to share it again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        FileExpired: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FileExpiredError"];
            };
        };
        /**
         * @description `file_not_found`: This file does not exist, or it is not shared with you.
         *
         *     - Cause: No file has this id, its content has not been uploaded yet, or the address you are signed in with is not on its list.
         *     - Cure: Check the id, and the address you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        FileNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FileNotFoundError"];
            };
        };
        /**
         * @description `file_not_found`: This file does not exist, or it is not shared with you.
         *
         *     - Cause: No file has this id, its content has not been uploaded yet, or the address you are signed in with is not on its list.
         *     - Cure: Check the id, and the address you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        FileNotFoundOrHandleNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FileNotFoundOrHandleNotFoundError"];
            };
        };
        /**
         * @description `file_not_found`: This file does not exist, or it is not shared with you.
         *
         *     - Cause: No file has this id, its content has not been uploaded yet, or the address you are signed in with is not on its list.
         *     - Cure: Check the id, and the address you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        FileNotFoundOrHandleNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FileNotFoundOrHandleNotFoundError"];
            };
        };
        /**
         * @description `fresh_session_required`: This requires a session for all handles that started within the last ten minutes.
         *
         *     - Cause: It concerns everything that is kept about you, so a session for one handle or an older one is not enough.
         *     - Cure: Request a magic link without `handle`, follow it, and repeat the request in that browser within ten minutes.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        FreshSessionRequired: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FreshSessionRequiredError"];
            };
        };
        /**
         * @description `group_buy_not_found`: This group buy does not exist, or it is not published.
         *
         *     - Cause: The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.
         *     - Cure: Check the handle and the slug, and publish the group buy if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotFoundError"];
            };
        };
        /**
         * @description `group_buy_not_found`: This group buy does not exist, or it is not published.
         *
         *     - Cause: The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.
         *     - Cure: Check the handle and the slug, and publish the group buy if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotFoundOrHandleNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotFoundOrHandleNotFoundError"];
            };
        };
        /**
         * @description `group_buy_not_found`: This group buy does not exist, or it is not published.
         *
         *     - Cause: The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.
         *     - Cure: Check the handle and the slug, and publish the group buy if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotFoundOrHandleNotFoundOrPageNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotFoundOrHandleNotFoundOrPageNotFoundError"];
            };
        };
        /**
         * @description `group_buy_not_found`: This group buy does not exist, or it is not published.
         *
         *     - Cause: The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.
         *     - Cure: Check the handle and the slug, and publish the group buy if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotFoundOrHandleNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotFoundOrHandleNotFoundError"];
            };
        };
        /**
         * @description `group_buy_not_found`: This group buy does not exist, or it is not published.
         *
         *     - Cause: The handle has no group buy with this slug. To visitors, a draft looks the same as one that does not exist.
         *     - Cure: Check the handle and the slug, and publish the group buy if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotFoundError"];
            };
        };
        /**
         * @description `group_buy_not_open`: This action is not possible in the group buy's current state.
         *
         *     - Cause: A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.
         *     - Cure: Read the group buy: its `state` and `deadline` say what is possible now.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `group_buy_target_not_reached`: This group buy has not reached its target yet.
         *
         *     - Cause: It can be activated once `interestedQuantity` is at least `targetQuantity`.
         *     - Cure: Wait until enough people are interested, or lower the target.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        GroupBuyNotOpenOrGroupBuyTargetNotReachedOrIdempotencyInProgressReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotOpenOrGroupBuyTargetNotReachedOrIdempotencyInProgressError"];
            };
        };
        /**
         * @description `group_buy_not_open`: This action is not possible in the group buy's current state.
         *
         *     - Cause: A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.
         *     - Cure: Read the group buy: its `state` and `deadline` say what is possible now.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `page_not_paid`: This page is not for sale, so there is nothing to pay for.
         *
         *     - Cause: The page's `accessMode` is not `PAID`.
         *     - Cure: Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        GroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidError"];
            };
        };
        /**
         * @description `group_buy_not_open`: This action is not possible in the group buy's current state.
         *
         *     - Cause: A group buy takes interest while it is published and before its deadline. A page linked to it can be bought once it has been activated. Activated and closed group buys cannot be changed.
         *     - Cure: Read the group buy: its `state` and `deadline` say what is possible now.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        GroupBuyNotOpenOrIdempotencyInProgressReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GroupBuyNotOpenOrIdempotencyInProgressError"];
            };
        };
        /**
         * @description `handle_has_payments`: This handle has taken payments, and their books must be kept.
         *
         *     - Cause: Deleting it would take away what buyers paid for, and the records that the law asks for.
         *     - Cure: Transfer the handle to another owner, or keep it with its pages unpublished.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `payment_in_progress`: A payment for this page is still being processed.
         *
         *     - Cause: Some payment methods take days, and nothing can be changed about the payment in the meantime.
         *     - Cure: Check access again later: it begins as soon as the payment succeeds. If it fails, start another one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleHasPaymentsOrIdempotencyInProgressOrPaymentInProgressReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleHasPaymentsOrIdempotencyInProgressOrPaymentInProgressError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrPageNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrPageNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `purchase_not_found`: There is no such purchase.
         *
         *     - Cause: No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere.
         *     - Cure: Check the visitor and purchase ids against the list of buyers, or of sales.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrPageNotFoundOrPurchaseNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrPageNotFoundOrPurchaseNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrPageNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrPageNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `purchase_not_found`: There is no such purchase.
         *
         *     - Cause: No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere.
         *     - Cure: Check the visitor and purchase ids against the list of buyers, or of sales.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrPurchaseNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrPurchaseNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `purchase_not_found`: There is no such purchase.
         *
         *     - Cause: No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere.
         *     - Cure: Check the visitor and purchase ids against the list of buyers, or of sales.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrPurchaseNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrPurchaseNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `token_not_found`: This token does not exist.
         *
         *     - Cause: The handle has no token with this id; revoked tokens are gone.
         *     - Cure: Check the id against the list of tokens.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrTokenNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrTokenNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `webhook_delivery_not_found`: This delivery does not exist.
         *
         *     - Cause: Deliveries are kept for 30 days, and deleted with their endpoint.
         *     - Cure: List the deliveries of the endpoint to see those that are still there.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrWebhookDeliveryNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrWebhookDeliveryNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `webhook_endpoint_not_found`: This webhook endpoint does not exist.
         *
         *     - Cause: The handle has no endpoint with this id; it may have been deleted.
         *     - Cure: List the endpoints of the handle.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrWebhookEndpointNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrWebhookEndpointNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `webhook_endpoint_not_found`: This webhook endpoint does not exist.
         *
         *     - Cause: The handle has no endpoint with this id; it may have been deleted.
         *     - Cure: List the endpoints of the handle.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundOrWebhookEndpointNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundOrWebhookEndpointNotFoundError"];
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `handle_not_found`: This handle does not exist, or you have no role on it.
         *
         *     - Cause: To those without a role on it, a handle looks the same as one that does not exist.
         *     - Cure: Check the spelling, and the account you are signed in with.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        HandleNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleNotFoundError"];
            };
        };
        /**
         * @description `handle_taken`: This name is taken, or was in use until recently.
         *
         *     - Cause: Names are unique, and one that was given up becomes available again after 30 days.
         *     - Cure: Choose another name.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        HandleTakenOrIdempotencyInProgressReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HandleTakenOrIdempotencyInProgressError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `page_archived`: This page was deleted after it had been sold, so it can no longer be changed.
         *
         *     - Cause: Its buyers keep access to it as it is.
         *     - Cure: Create a new page with another slug.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrPageArchivedReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrPageArchivedError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `page_not_paid`: This page is not for sale, so there is nothing to pay for.
         *
         *     - Cause: The page's `accessMode` is not `PAID`.
         *     - Cure: Ask `checkPageAccess` what the page needs: nothing, or signing in. To sell it, set `accessMode` and a price.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `slug_taken`: This slug is already in use on this handle.
         *
         *     - Cause: Something of the same kind on this handle has it. A page that was deleted after it had been sold keeps its slug.
         *     - Cure: Choose another slug.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrPageNotPaidOrSlugTakenReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrPageNotPaidOrSlugTakenError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `receipt_unavailable`: There is no receipt to send for this purchase.
         *
         *     - Cause: `details.reason` says why. `granted`: access was given, and nothing was paid. `erased`: the buyer has erased their data, so there is no address to send it to.
         *     - Cure: There is nothing to send. Offer the button only for purchases that were paid and have an email address.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrReceiptUnavailableReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrReceiptUnavailableError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `slug_taken`: This slug is already in use on this handle.
         *
         *     - Cause: Something of the same kind on this handle has it. A page that was deleted after it had been sold keeps its slug.
         *     - Cure: Choose another slug.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrSlugTakenReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrSlugTakenError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `storage_quota_exceeded`: The file does not fit in the handle's remaining storage.
         *
         *     - Cause: `details` gives the quota and what is used. A file counts as soon as it is created, and one deleted soon afterwards counts until its upload URL expires.
         *     - Cure: Delete files you no longer need, or create a smaller one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrStorageQuotaExceededReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrStorageQuotaExceededError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `too_many_tokens`: This handle has reached its maximum number of tokens.
         *
         *     - Cause: Tokens that nobody uses any more count as well.
         *     - Cure: Revoke tokens that are no longer used; `lastUsedAt` shows which.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrTooManyTokensReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrTooManyTokensError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         *
         *     `too_many_webhook_endpoints`: This handle has reached its maximum number of webhook endpoints.
         *
         *     - Cause: Each event would be sent to every one of them.
         *     - Cure: Delete an endpoint first, or send more events to an existing one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyInProgressOrTooManyWebhookEndpointsReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["OptionalRetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressOrTooManyWebhookEndpointsError"];
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still being processed.
         *
         *     - Cause: The first request with this key has not come to its end yet.
         *     - Cure: Repeat it with the same key after `Retry-After` seconds; you will get the result of the first request.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        IdempotencyInProgressReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyInProgressError"];
            };
        };
        /**
         * @description `idempotency_key_reused`: This Idempotency-Key has already been used for a different request.
         *
         *     - Cause: Within the last 24 hours the key came with another body, query or version, and a key stands for one request.
         *     - Cure: Use a new key for each new request; reuse a key only to repeat exactly the same request.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        IdempotencyKeyReusedReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IdempotencyKeyReusedError"];
            };
        };
        /**
         * @description `insufficient_role`: Your role on this handle does not allow this.
         *
         *     - Cause: The operation needs a higher role than the account has; the reference names it.
         *     - Cure: Ask someone with the required role.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `insufficient_scope`: This token does not have the scope for this operation.
         *
         *     - Cause: The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account.
         *     - Cure: Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InsufficientRoleOrInsufficientScope: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["OptionalWWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InsufficientRoleOrInsufficientScopeError"];
            };
        };
        /**
         * @description `insufficient_role`: Your role on this handle does not allow this.
         *
         *     - Cause: The operation needs a higher role than the account has; the reference names it.
         *     - Cure: Ask someone with the required role.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `insufficient_scope`: This token does not have the scope for this operation.
         *
         *     - Cause: The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account.
         *     - Cure: Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InsufficientRoleOrInsufficientScopeReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["OptionalWWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InsufficientRoleOrInsufficientScopeError"];
            };
        };
        /**
         * @description `insufficient_scope`: This token does not have the scope for this operation.
         *
         *     - Cause: The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account.
         *     - Cure: Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InsufficientScope: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["OptionalWWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InsufficientScopeError"];
            };
        };
        /**
         * @description `insufficient_scope`: This token does not have the scope for this operation.
         *
         *     - Cause: The token was made for other things, or it is a token for scripts and apps, and the operation takes a signed-in account.
         *     - Cure: Use a token with the scope the reference names. Operations that manage a handle need a signed-in account instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InsufficientScopeReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["OptionalWWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InsufficientScopeError"];
            };
        };
        /**
         * @description `internal_error`: Something went wrong on our side.
         *
         *     - Cause: A fault in the service that was not foreseen; it is recorded under the request id.
         *     - Cure: Try again. If it keeps failing, report the request id.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        Internal: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InternalError"];
            };
        };
        /**
         * @description `internal_error`: Something went wrong on our side.
         *
         *     - Cause: A fault in the service that was not foreseen; it is recorded under the request id.
         *     - Cure: Try again. If it keeps failing, report the request id.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        InternalPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `invalid_credentials`: The email address or the password is wrong.
         *
         *     - Cause: They do not match. Unknown addresses get the same answer.
         *     - Cure: Check both, or reset the password.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidCredentialsSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidCredentialsError"];
            };
        };
        /**
         * @description `invalid_redirect_url`: This URL is not on the handle's own site or on one of its allowed origins.
         *
         *     - Cause: People are sent only to sites that the creator has named, so that no one can use Latchkey to send them elsewhere.
         *     - Cure: Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRedirectUrlOrInvalidRequest: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRedirectUrlOrInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_redirect_url`: This URL is not on the handle's own site or on one of its allowed origins.
         *
         *     - Cause: People are sent only to sites that the creator has named, so that no one can use Latchkey to send them elsewhere.
         *     - Cure: Use an absolute https URL on the handle's host, or add the origin to `allowedOrigins` of the handle's profile. Plain http is accepted for loopback addresses only.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRedirectUrlOrInvalidRequestReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRedirectUrlOrInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_refresh_token`: This refresh token is no longer valid; sign in again.
         *
         *     - Cause: `details.reason` says why. `reused` means the token was presented again after its successor had been used, so the whole session was ended.
         *     - Cure: Sign in again, and keep only the latest refresh token.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRefreshTokenSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRefreshTokenError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequest: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `oauth_client_document_invalid`: The app that sent you here could not be identified: its metadata document cannot be used.
         *
         *     - Cause: The `client_id` is a URL, but what was found there is not a client metadata document, is too large, or could not be fetched.
         *     - Cure: A `client_id` that is a URL must be an https URL at a public address which returns, without redirects, a small JSON document whose `client_id` is that URL.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `oauth_client_not_found`: We do not recognize the app that sent you here.
         *
         *     - Cause: No client is registered with this `client_id`. Clients that are never used are removed after a while.
         *     - Cure: Register again, and use the `client_id` you receive.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `oauth_redirect_uri_mismatch`: The app that sent you here wants to send you to an address it has not registered.
         *
         *     - Cause: The `redirect_uri` of the request is none of those that the client registered.
         *     - Cure: Send a `redirect_uri` exactly as it is registered. Only the port of a loopback address may differ.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `oauth_request_refused`: The app that sent you here made a request that we cannot process. Go back to it and try again.
         *
         *     - Cause: A parameter of the authorization request is missing or not supported; the page names the error. It is returned to the `redirect_uri` only for apps that the account has already connected, because anyone can register one.
         *     - Cure: Correct the parameter that the page names, and send the browser here again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequestOrOauthClientDocumentInvalidOrOauthClientNotFoundOrOauthRedirectUriMismatchOrOauthRequestRefusedPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `oauth_consent_expired`: This request has already been answered, or it has expired.
         *
         *     - Cause: A consent page can be answered once, for a short time, by the account it was shown to.
         *     - Cure: Start again from the app.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequestOrOauthConsentExpiredPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `weak_password`: This password is too easy to guess; choose another one.
         *
         *     - Cause: It is common, or made of repetitions, keyboard patterns, dates, or of your own name and address.
         *     - Cure: Choose a longer one. A few unrelated words make a good password.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequestOrWeakPassword: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestOrWeakPasswordError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequestPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `invalid_request`: The request is not valid; details.issues lists what to change.
         *
         *     - Cause: A parameter, a header or the body breaks a rule of the operation, or the body is not JSON.
         *     - Cure: Fix everything listed in `details.issues`, then send the request again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidRequestReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestError"];
            };
        };
        /**
         * @description `invalid_token`: This access token is not valid, or not valid for this operation.
         *
         *     - Cause: The token is damaged or of another kind, or what it belongs to (session, app, account) has ended.
         *     - Cure: Sign in again, or use a token of the kind that the reference names for this operation.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `missing_bearer_token`: Send an access token in the Authorization header.
         *
         *     - Cause: The request has no `Authorization: Bearer` header. Cookies are never accepted here.
         *     - Cure: Sign in and send `Authorization: Bearer <accessToken>`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `token_expired`: This access token has expired; refresh the session.
         *
         *     - Cause: Access tokens last 15 minutes.
         *     - Cure: Exchange the refresh token for a new pair, and repeat the request with the new access token.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidTokenOrMissingBearerTokenOrTokenExpired: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidTokenOrMissingBearerTokenOrTokenExpiredError"];
            };
        };
        /**
         * @description `invalid_token`: This access token is not valid, or not valid for this operation.
         *
         *     - Cause: The token is damaged or of another kind, or what it belongs to (session, app, account) has ended.
         *     - Cure: Sign in again, or use a token of the kind that the reference names for this operation.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `missing_bearer_token`: Send an access token in the Authorization header.
         *
         *     - Cause: The request has no `Authorization: Bearer` header. Cookies are never accepted here.
         *     - Cure: Sign in and send `Authorization: Bearer <accessToken>`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `token_expired`: This access token has expired; refresh the session.
         *
         *     - Cause: Access tokens last 15 minutes.
         *     - Cure: Exchange the refresh token for a new pair, and repeat the request with the new access token.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidTokenOrMissingBearerTokenOrTokenExpiredSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidTokenOrMissingBearerTokenOrTokenExpiredError"];
            };
        };
        /**
         * @description `invalid_webhook_signature`: The Stripe-Signature header does not match this body.
         *
         *     - Cause: The event was signed with another secret or more than five minutes ago, or its body was changed.
         *     - Cure: Use the signing secret of this endpoint, and send the body exactly as it was signed, within five minutes.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        InvalidWebhookSignature: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidWebhookSignatureError"];
            };
        };
        /**
         * @description `job_not_found`: There is no dead job with this id.
         *
         *     - Cause: Someone may already have retried it.
         *     - Cure: List the dead jobs again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `not_found`: There is nothing at this address.
         *
         *     - Cause: No operation and no page has this path, or the one that does is served on another host.
         *     - Cure: Check the path, and that the request goes to the host that serves it.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        JobNotFoundOrNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["JobNotFoundOrNotFoundError"];
            };
        };
        /**
         * @description `mail_budget_used_up`: This handle cannot email that many new people in one day; nothing was changed and no email was sent.
         *
         *     - Cause: Each handle has a daily budget for emails to people who have never signed in there. It grows with the age of the handle and of your account, and tenfold once Stripe is connected.
         *     - Cure: Include fewer people (`details` has the numbers), or wait for `Retry-After` seconds. People who have signed in at the handle before do not count.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         *
         *     `rate_limited`: Too many requests; wait a moment, then try again.
         *
         *     - Cause: A limit of this operation has been reached, or that of the writes on a handle in one day. `details.limit` names it, and whom it counts.
         *     - Cure: Wait for `Retry-After` seconds. For all but the daily writes, the `RateLimit` header tells in advance how much is left.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        MailBudgetUsedUpOrRateLimited: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MailBudgetUsedUpOrRateLimitedError"];
            };
        };
        /**
         * @description `not_found`: There is nothing at this address.
         *
         *     - Cause: No operation and no page has this path, or the one that does is served on another host.
         *     - Cure: Check the path, and that the request goes to the host that serves it.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        NotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /**
         * @description `not_found`: There is nothing at this address.
         *
         *     - Cause: No operation and no page has this path, or the one that does is served on another host.
         *     - Cure: Check the path, and that the request goes to the host that serves it.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `report_not_found`: This report does not exist.
         *
         *     - Cause: No report in the queue has this id.
         *     - Cure: Check the id against the queue.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        NotFoundOrReportNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFoundOrReportNotFoundError"];
            };
        };
        /**
         * @description `not_found`: There is nothing at this address.
         *
         *     - Cause: No operation and no page has this path, or the one that does is served on another host.
         *     - Cure: Check the path, and that the request goes to the host that serves it.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        NotFoundPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `invalid_client`: The client could not be authenticated.
         *
         *     - Cause: The client is unknown, or did not authenticate the way it registered (RFC 6749 §5.2).
         *     - Cure: Authenticate as registered. A client that was removed must register again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidClient401: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidClientError"];
            };
        };
        /**
         * @description `invalid_client_metadata`: The client metadata is not valid.
         *
         *     - Cause: The client metadata cannot be registered as given (RFC 7591 §3.2.2).
         *     - Cure: Correct what `error_description` names, then register again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_redirect_uri`: A redirect URI is not valid.
         *
         *     - Cause: A redirect URI cannot be registered (RFC 7591 §3.2.2).
         *     - Cure: Register https URLs, or http URLs of a loopback address, without a fragment.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_scope`: The requested scope is not valid.
         *
         *     - Cause: None of the scopes is known, or one goes beyond what was granted (RFC 6749 §5.2).
         *     - Cure: Ask for scopes that the metadata lists, and when refreshing for no more than was granted.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidClientMetadataOrInvalidRedirectUriOrInvalidScope400: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidClientMetadataOrInvalidRedirectUriOrInvalidScopeError"];
            };
        };
        /**
         * @description `invalid_grant`: The code or refresh token is not valid.
         *
         *     - Cause: The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).
         *     - Cure: Send the account through the authorization endpoint again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_request`: The request is not valid.
         *
         *     - Cause: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
         *     - Cure: Correct what `error_description` names.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidGrantOrInvalidRequest400: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidGrantOrInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_grant`: The code or refresh token is not valid.
         *
         *     - Cause: The code or refresh token is wrong, expired, used, revoked, or of another client (RFC 6749 §5.2).
         *     - Cure: Send the account through the authorization endpoint again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_request`: The request is not valid.
         *
         *     - Cause: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
         *     - Cure: Correct what `error_description` names.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_scope`: The requested scope is not valid.
         *
         *     - Cause: None of the scopes is known, or one goes beyond what was granted (RFC 6749 §5.2).
         *     - Cure: Ask for scopes that the metadata lists, and when refreshing for no more than was granted.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `invalid_target`: Tokens are not issued for this resource.
         *
         *     - Cause: Tokens are issued for this server only; `resource` must be the issuer (RFC 8707 §2).
         *     - Cure: Send the `resource` of the metadata, or leave it out.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         *
         *     `unsupported_grant_type`: This grant type is not supported.
         *
         *     - Cause: Tokens are given for `authorization_code` and `refresh_token` only (RFC 6749 §5.2).
         *     - Cure: Use one of these two.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidGrantOrInvalidRequestOrInvalidScopeOrInvalidTargetOrUnsupportedGrantType400: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidGrantOrInvalidRequestOrInvalidScopeOrInvalidTargetOrUnsupportedGrantTypeError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid.
         *
         *     - Cause: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
         *     - Cure: Correct what `error_description` names.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidRequest404: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid.
         *
         *     - Cause: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
         *     - Cure: Correct what `error_description` names.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidRequest413: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_request`: The request is not valid.
         *
         *     - Cause: A parameter is missing, repeated, too long, or of the wrong form (RFC 6749 §5.2).
         *     - Cure: Correct what `error_description` names.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidRequest415: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidRequestError"];
            };
        };
        /**
         * @description `invalid_token`: The access token is not valid.
         *
         *     - Cause: The access token that was sent to register as an account is not valid (RFC 6750 §3.1).
         *     - Cure: Send the access token of a signed-in account, or register without one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OAuthInvalidToken401: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthInvalidTokenError"];
            };
        };
        /**
         * @description `server_error`: Something went wrong on our side.
         *
         *     - Cause: Something failed on our side (RFC 6749 §4.1.2.1).
         *     - Cure: Try again. If it keeps failing, report the request id.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        OAuthServer500: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthServerError"];
            };
        };
        /**
         * @description `temporarily_unavailable`: The server cannot respond now; try again shortly.
         *
         *     - Cause: The server cannot respond now, or received too many requests; see `Retry-After` (RFC 6749 §4.1.2.1).
         *     - Cure: Wait for `Retry-After` seconds, then repeat the request.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        OAuthTemporarilyUnavailable429: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthTemporarilyUnavailableError"];
            };
        };
        /**
         * @description `temporarily_unavailable`: The server cannot respond now; try again shortly.
         *
         *     - Cause: The server cannot respond now, or received too many requests; see `Retry-After` (RFC 6749 §4.1.2.1).
         *     - Cure: Wait for `Retry-After` seconds, then repeat the request.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        OAuthTemporarilyUnavailable503: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthTemporarilyUnavailableError"];
            };
        };
        /**
         * @description `offer_not_found`: This offer is not open, or was made to another address.
         *
         *     - Cause: It may have been answered, withdrawn or replaced, or it lapsed.
         *     - Cure: List your offers, or ask whoever made it for a new one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OfferNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OfferNotFoundError"];
            };
        };
        /**
         * @description `owns_handles`: This account still owns handles; transfer or delete them first.
         *
         *     - Cause: Every handle needs an owner. `details.handles` names those that this account owns.
         *     - Cure: Transfer each of them to another account, or delete it, then try again.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        OwnsHandles: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OwnsHandlesError"];
            };
        };
        /**
         * @description `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PageNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PageNotFoundError"];
            };
        };
        /**
         * @description `page_not_found`: This page does not exist, or it is not published.
         *
         *     - Cause: The handle has no page with this slug. To visitors, a draft looks the same as a page that does not exist.
         *     - Cure: Check the handle and the slug, and publish the page if it is a draft.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PageNotFoundReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PageNotFoundError"];
            };
        };
        /**
         * @description `payload_too_large`: The request body is larger than this operation accepts.
         *
         *     - Cause: Bodies may have 256 KiB, those that Stripe signs 1 MiB.
         *     - Cure: Send a smaller body. The content of a file goes to its upload URL instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PayloadTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PayloadTooLargeError"];
            };
        };
        /**
         * @description `payload_too_large`: The request body is larger than this operation accepts.
         *
         *     - Cause: Bodies may have 256 KiB, those that Stripe signs 1 MiB.
         *     - Cure: Send a smaller body. The content of a file goes to its upload URL instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PayloadTooLargePage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `payload_too_large`: The request body is larger than this operation accepts.
         *
         *     - Cause: Bodies may have 256 KiB, those that Stripe signs 1 MiB.
         *     - Cure: Send a smaller body. The content of a file goes to its upload URL instead.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PayloadTooLargeReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PayloadTooLargeError"];
            };
        };
        /**
         * @description `payment_in_progress`: A payment for this page is still being processed.
         *
         *     - Cause: Some payment methods take days, and nothing can be changed about the payment in the meantime.
         *     - Cure: Check access again later: it begins as soon as the payment succeeds. If it fails, start another one.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PaymentInProgress: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PaymentInProgressError"];
            };
        };
        /**
         * @description `payment_provider_error`: Stripe could not complete the request; nothing was changed.
         *
         *     - Cause: Stripe did not respond in time, or refused what it was asked.
         *     - Cure: Try again in a few minutes with the same `Idempotency-Key`. If it keeps failing, report the request id.
         *     - Retry (`same_key`): Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.
         */
        PaymentProvider: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PaymentProviderError"];
            };
        };
        /**
         * @description `precondition_failed`: This has changed since you last read it, so your change was not saved.
         *
         *     - Cause: `If-Match` names another version than the current one: someone, perhaps you, has changed it meanwhile.
         *     - Cure: Read it again, reapply your change, and send the new `ETag` as `If-Match`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PreconditionFailedReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PreconditionFailedError"];
            };
        };
        /**
         * @description `purchase_not_found`: There is no such purchase.
         *
         *     - Cause: No purchase of the handle or page has these ids, or the id of the Checkout Session belongs elsewhere.
         *     - Cure: Check the visitor and purchase ids against the list of buyers, or of sales.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        PurchaseNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PurchaseNotFoundError"];
            };
        };
        /**
         * @description `rate_limited`: Too many requests; wait a moment, then try again.
         *
         *     - Cause: A limit of this operation has been reached, or that of the writes on a handle in one day. `details.limit` names it, and whom it counts.
         *     - Cure: Wait for `Retry-After` seconds. For all but the daily writes, the `RateLimit` header tells in advance how much is left.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        RateLimited: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RateLimitedError"];
            };
        };
        /**
         * @description `rate_limited`: Too many requests; wait a moment, then try again.
         *
         *     - Cause: A limit of this operation has been reached, or that of the writes on a handle in one day. `details.limit` names it, and whom it counts.
         *     - Cure: Wait for `Retry-After` seconds. For all but the daily writes, the `RateLimit` header tells in advance how much is left.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        RateLimitedPage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `report_claimed`: Someone else has claimed this report.
         *
         *     - Cause: One person works on a report at a time; `claimedBy` says who it is.
         *     - Cure: Ask them to release it.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        ReportClaimed: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ReportClaimedError"];
            };
        };
        /**
         * @description `session_not_found`: This session does not exist or has ended.
         *
         *     - Cause: None of your active sessions has this id.
         *     - Cure: List the sessions to see which are active.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        SessionNotFound: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionNotFoundError"];
            };
        };
        /**
         * @description `unavailable`: The service is temporarily unavailable; try again shortly.
         *
         *     - Cause: The database cannot be reached or is too busy, a disk is full, or the server is about to restart.
         *     - Cure: Wait for `Retry-After` seconds, then repeat the request.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        Unavailable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnavailableError"];
            };
        };
        /**
         * @description `unavailable`: The service is temporarily unavailable; try again shortly.
         *
         *     - Cause: The database cannot be reached or is too busy, a disk is full, or the server is about to restart.
         *     - Cure: Wait for `Retry-After` seconds, then repeat the request.
         *     - Retry (`after`): Wait for the number of seconds in `Retry-After`, then repeat the same request.
         */
        UnavailablePage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `unsupported_media_type`: This operation does not accept the Content-Type of the request.
         *
         *     - Cause: The body has another media type than the operation reads, or names none.
         *     - Cure: Send one of the media types listed in the reference, usually `application/json`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        UnsupportedMediaType: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaTypeError"];
            };
        };
        /**
         * @description `unsupported_media_type`: This operation does not accept the Content-Type of the request.
         *
         *     - Cause: The body has another media type than the operation reads, or names none.
         *     - Cure: Send one of the media types listed in the reference, usually `application/json`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        UnsupportedMediaTypePage: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
        /**
         * @description `unsupported_media_type`: This operation does not accept the Content-Type of the request.
         *
         *     - Cause: The body has another media type than the operation reads, or names none.
         *     - Cure: Send one of the media types listed in the reference, usually `application/json`.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        UnsupportedMediaTypeReplayable: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaTypeError"];
            };
        };
        /**
         * @description `visitor_unauthorized`: Sign in to continue: request a magic link.
         *
         *     - Cause: The request has no session of a visitor, or one that is not accepted; `details.reason` says why.
         *     - Cure: Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. Where there is no session, request a magic link.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        VisitorUnauthorized: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["VisitorUnauthorizedError"];
            };
        };
        /**
         * @description `visitor_unauthorized`: Sign in to continue: request a magic link.
         *
         *     - Cause: The request has no session of a visitor, or one that is not accepted; `details.reason` says why.
         *     - Cure: Send the `_10x_visitor` cookie from the same origin, or `Authorization: Bearer vst_…`. Where there is no session, request a magic link.
         *     - Retry (`never`): Repeating the same request does not help; change something first.
         */
        VisitorUnauthorizedSettingCookies: {
            headers: {
                "Cache-Control": components["headers"]["CacheControl"];
                RateLimit: components["headers"]["OptionalRateLimit"];
                "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                "Set-Cookie": components["headers"]["OptionalSetCookie"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["VisitorUnauthorizedError"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description `no-store`; only discovery and the signing keys may be cached for a while. */
        CacheControl: string;
        /** @description Identifies this state of the resource; send it as `If-Match` to change exactly this version. */
        ETag: string;
        /** @description Where to go next. */
        Location: string;
        /** @description The file name for saving a CSV response. */
        OptionalContentDisposition: string;
        /** @description `true` when this is the stored response to an earlier request with the same `Idempotency-Key`. */
        OptionalIdempotentReplayed: string;
        /** @description What is left of each limit that was counted, and the seconds until it resets in full. */
        OptionalRateLimit: string;
        /** @description The limits that were counted: how many requests in how many seconds. */
        OptionalRateLimitPolicy: string;
        /** @description Seconds after which to try again. */
        OptionalRetryAfter: string;
        /** @description Cookies of the session, for pages on the same origin. Never needed with a bearer token. */
        OptionalSetCookie: string;
        /** @description How to authenticate (RFC 6750), and where to find the authorization server (RFC 9728). */
        OptionalWWWAuthenticate: string;
        /** @description Seconds after which to try again. */
        RetryAfter: string;
        /** @description How to authenticate (RFC 6750), and where to find the authorization server (RFC 9728). */
        WWWAuthenticate: string;
        /** @description Identifies this request; quote it when you report a problem. */
        XRequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                     *           "use": "sig",
                     *           "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                     *           "kty": "OKP",
                     *           "crv": "Ed25519",
                     *           "alg": "EdDSA"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["JsonWebKeySet"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "issuer": "https://latchkey.example",
                     *       "authorization_endpoint": "https://latchkey.example/oauth/authorize",
                     *       "token_endpoint": "https://latchkey.example/oauth/token",
                     *       "registration_endpoint": "https://latchkey.example/oauth/register",
                     *       "revocation_endpoint": "https://latchkey.example/oauth/revoke",
                     *       "jwks_uri": "https://latchkey.example/.well-known/jwks.json",
                     *       "scopes_supported": [
                     *         "pages.read",
                     *         "pages.write",
                     *         "files.read",
                     *         "files.write",
                     *         "groupbuys.read",
                     *         "groupbuys.write",
                     *         "purchases.read"
                     *       ],
                     *       "response_types_supported": [
                     *         "code"
                     *       ],
                     *       "response_modes_supported": [
                     *         "query"
                     *       ],
                     *       "grant_types_supported": [
                     *         "authorization_code",
                     *         "refresh_token"
                     *       ],
                     *       "token_endpoint_auth_methods_supported": [
                     *         "none",
                     *         "client_secret_basic",
                     *         "client_secret_post"
                     *       ],
                     *       "revocation_endpoint_auth_methods_supported": [
                     *         "none",
                     *         "client_secret_basic",
                     *         "client_secret_post"
                     *       ],
                     *       "code_challenge_methods_supported": [
                     *         "S256"
                     *       ],
                     *       "authorization_response_iss_parameter_supported": true,
                     *       "client_id_metadata_document_supported": true,
                     *       "protected_resources": [
                     *         "https://latchkey.example"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AuthorizationServerMetadata"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resource": "https://latchkey.example",
                     *       "resource_name": "Latchkey",
                     *       "authorization_servers": [
                     *         "https://latchkey.example"
                     *       ],
                     *       "scopes_supported": [
                     *         "pages.read",
                     *         "pages.write",
                     *         "files.read",
                     *         "files.write",
                     *         "groupbuys.read",
                     *         "groupbuys.write",
                     *         "purchases.read"
                     *       ],
                     *       "bearer_methods_supported": [
                     *         "header"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProtectedResourceMetadata"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    showAccessPage: {
        parameters: {
            query?: {
                /**
                 * @description Where the history continues.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The handle of this host was renamed, or the address was not typed in its canonical form; the page is at the new location. */
            308: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestPage"];
            404: components["responses"]["HandleNotFoundPage"];
            429: components["responses"]["RateLimitedPage"];
            500: components["responses"]["InternalPage"];
            503: components["responses"]["UnavailablePage"];
        };
    };
    showMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The secret of the magic link.
                 * @example Zk3v1Qw8hT5xN0bYc7RmJdE2sLgUaPfK9oXiVtBzWqM
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page with its Continue button. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The handle of this host was renamed, or the address was not typed in its canonical form; the page is at the new location. */
            308: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ExpiredMagicLinkOrInvalidMagicLinkOrUsedMagicLinkPage"];
            429: components["responses"]["RateLimitedPage"];
            500: components["responses"]["InternalPage"];
            503: components["responses"]["UnavailablePage"];
        };
    };
    openMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The secret of the magic link.
                 * @example Zk3v1Qw8hT5xN0bYc7RmJdE2sLgUaPfK9oXiVtBzWqM
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redirect to the page, the checkout or the front end. */
            303: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The handle of this host was renamed, or the address was not typed in its canonical form; the page is at the new location. */
            308: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ExpiredMagicLinkOrInvalidMagicLinkOrUsedMagicLinkPageSettingCookies"];
            429: components["responses"]["RateLimitedPage"];
            500: components["responses"]["InternalPage"];
            503: components["responses"]["UnavailablePage"];
        };
    };
    authorizeOAuthClient: {
        parameters: {
            query?: {
                /**
                 * @description From the registration, or the URL of a client ID metadata document.
                 * @example cli_01kafzq2dxm0cef2x8t5w4q7r1
                 */
                client_id?: string;
                /**
                 * @description One that is registered, matched character by character; the port of a loopback address may differ. May be omitted if only one is registered.
                 * @example https://client.example/callback
                 */
                redirect_uri?: string;
                /**
                 * @description Always `code`.
                 * @example code
                 */
                response_type?: string;
                /**
                 * @description `query`, or omitted.
                 * @example query
                 */
                response_mode?: string;
                /**
                 * @description Separated by spaces; if omitted, all scopes of the client. Unknown ones are ignored.
                 * @example pages.read purchases.read
                 */
                scope?: string;
                /**
                 * @description Returned unchanged.
                 * @example af0ifjsldkj
                 */
                state?: string;
                /**
                 * @description BASE64URL(SHA256(code_verifier)) (RFC 7636 §4.2).
                 * @example E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
                 */
                code_challenge?: string;
                /**
                 * @description Always `S256`.
                 * @example S256
                 */
                code_challenge_method?: string;
                /**
                 * @description The issuer, or omitted (RFC 8707).
                 * @example https://latchkey.example
                 */
                resource?: string;
                /**
                 * @description Separated by spaces. `login` asks for the password even if someone is signed in. `consent` is always asked for. `none` asks nothing, and so returns an error (OpenID Connect Core §3.1.2.1).
                 * @example login
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Back to a connected client with an error. */
            303: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrOauthClientDocumentInvalidOrOauthClientNotFoundOrOauthRedirectUriMismatchOrOauthRequestRefusedPage"];
            404: components["responses"]["NotFoundPage"];
            429: components["responses"]["RateLimitedPage"];
            500: components["responses"]["InternalPage"];
            503: components["responses"]["UnavailablePage"];
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
                /**
                 * @example {
                 *       "ticket": "tkt_9XkQ2mZr7VbLwNc4",
                 *       "decision": "allow"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["OAuthConsentDecision"];
            };
        };
        responses: {
            /** @description Back to the client. */
            303: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrOauthConsentExpiredPage"];
            403: components["responses"]["CrossSiteFormPage"];
            404: components["responses"]["NotFoundPage"];
            413: components["responses"]["PayloadTooLargePage"];
            415: components["responses"]["UnsupportedMediaTypePage"];
            429: components["responses"]["RateLimitedPage"];
            500: components["responses"]["InternalPage"];
            503: components["responses"]["UnavailablePage"];
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
                /**
                 * @example {
                 *       "redirect_uris": [
                 *         "https://client.example/callback",
                 *         "http://127.0.0.1/callback"
                 *       ],
                 *       "client_name": "Example notes",
                 *       "token_endpoint_auth_method": "none",
                 *       "grant_types": [
                 *         "authorization_code",
                 *         "refresh_token"
                 *       ],
                 *       "response_types": [
                 *         "code"
                 *       ],
                 *       "scope": "pages.read purchases.read"
                 *     }
                 */
                "application/json": components["schemas"]["OAuthClientMetadata"];
            };
        };
        responses: {
            /** @description The client as it was registered. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredOAuthClient"];
                };
            };
            400: components["responses"]["OAuthInvalidClientMetadataOrInvalidRedirectUriOrInvalidScope400"];
            401: components["responses"]["OAuthInvalidToken401"];
            404: components["responses"]["OAuthInvalidRequest404"];
            413: components["responses"]["OAuthInvalidRequest413"];
            415: components["responses"]["OAuthInvalidRequest415"];
            429: components["responses"]["OAuthTemporarilyUnavailable429"];
            500: components["responses"]["OAuthServer500"];
            503: components["responses"]["OAuthTemporarilyUnavailable503"];
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
                /**
                 * @example {
                 *       "token": "rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP",
                 *       "token_type_hint": "refresh_token",
                 *       "client_id": "cli_01kafzq2dxm0cef2x8t5w4q7r1"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["OAuthRevocationRequest"];
            };
        };
        responses: {
            /** @description The token no longer works, or never did. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["OAuthInvalidGrantOrInvalidRequest400"];
            401: components["responses"]["OAuthInvalidClient401"];
            404: components["responses"]["OAuthInvalidRequest404"];
            413: components["responses"]["OAuthInvalidRequest413"];
            415: components["responses"]["OAuthInvalidRequest415"];
            429: components["responses"]["OAuthTemporarilyUnavailable429"];
            500: components["responses"]["OAuthServer500"];
            503: components["responses"]["OAuthTemporarilyUnavailable503"];
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
                /**
                 * @example {
                 *       "grant_type": "authorization_code",
                 *       "code": "oac_T5qZ8vKxN2wYpLb7RcJm",
                 *       "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                 *       "redirect_uri": "https://client.example/callback",
                 *       "resource": "https://latchkey.example",
                 *       "client_id": "cli_01kafzq2dxm0cef2x8t5w4q7r1"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["OAuthTokenRequest"];
            };
        };
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl",
                     *       "token_type": "Bearer",
                     *       "expires_in": 900,
                     *       "refresh_token": "rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP",
                     *       "scope": "pages.read purchases.read"
                     *     }
                     */
                    "application/json": components["schemas"]["OAuthTokens"];
                };
            };
            400: components["responses"]["OAuthInvalidGrantOrInvalidRequestOrInvalidScopeOrInvalidTargetOrUnsupportedGrantType400"];
            401: components["responses"]["OAuthInvalidClient401"];
            404: components["responses"]["OAuthInvalidRequest404"];
            413: components["responses"]["OAuthInvalidRequest413"];
            415: components["responses"]["OAuthInvalidRequest415"];
            429: components["responses"]["OAuthTemporarilyUnavailable429"];
            500: components["responses"]["OAuthServer500"];
            503: components["responses"]["OAuthTemporarilyUnavailable503"];
        };
    };
    listConnectedApps: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connected apps. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "grt_01kafzq2dx0cef2x8t5w4q7r1m",
                     *           "clientId": "cli_01kafzq2dxm0cef2x8t5w4q7r1",
                     *           "name": "Example notes",
                     *           "scopes": [
                     *             "pages.read",
                     *             "purchases.read"
                     *           ],
                     *           "createdAt": "2026-11-20T09:10:00.000Z",
                     *           "lastUsedAt": "2026-11-20T09:30:00.000Z",
                     *           "expiresAt": "2026-12-20T09:15:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectedAppList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    disconnectApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Which connected app, by its `id`.
                 * @example grt_01kafzq2dx0cef2x8t5w4q7r1m
                 */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The app no longer has access. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["ConnectedAppNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test",
                 *       "password": "latchkey-demo-password"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl",
                     *       "refreshToken": "rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP",
                     *       "expiresIn": 900,
                     *       "tokenType": "Bearer"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountTokens"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidCredentialsSettingCookies"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "refreshToken": "rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP"
                 *     }
                 */
                "application/json": components["schemas"]["OptionalRefreshToken"];
            };
        };
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acc_01kafzq2dxx8t5w4q7r1m0cef2",
                     *       "email": "demo@latchkey.test",
                     *       "name": "Demo Creator",
                     *       "createdAt": "2026-09-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpiredSettingCookies"];
            403: components["responses"]["InsufficientScope"];
            409: components["responses"]["OwnsHandles"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNotifications: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "handle": "demo",
                     *           "sales": false,
                     *           "refunds": true,
                     *           "disputes": true
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationSettingsList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateNotifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "handle": "demo",
                 *           "sales": false,
                 *           "refunds": true,
                 *           "disputes": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NotificationSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings of the named handles. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "handle": "demo",
                     *           "sales": false,
                     *           "refunds": true,
                     *           "disputes": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UpdatedNotificationSettings"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listOffers: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offers. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "off_01kafzq2dxr1m0cef2x8t5w4q7",
                     *           "handle": {
                     *             "name": "demo",
                     *             "displayName": "Demo Studio",
                     *             "url": "https://demo.latchkey.example"
                     *           },
                     *           "role": "CREATOR",
                     *           "offeredBy": "demo@latchkey.test",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "expiresAt": "2026-12-04T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["OfferList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    acceptOffer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which offer, by its `id`.
                 * @example off_01kafzq2dxr1m0cef2x8t5w4q7
                 */
                offerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role is yours. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "handle": {
                     *         "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *         "name": "demo",
                     *         "displayName": "Demo Studio",
                     *         "url": "https://demo.latchkey.example",
                     *         "role": "CREATOR",
                     *         "createdAt": "2026-09-01T08:00:00.000Z"
                     *       },
                     *       "endedTokens": 0,
                     *       "endedGrants": 0
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedOffer"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["OfferNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    declineOffer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which offer, by its `id`.
                 * @example off_01kafzq2dxr1m0cef2x8t5w4q7
                 */
                offerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Declined. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["OfferNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description If the account exists, the email is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "expiresAt": "2026-11-20T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test",
                 *       "code": "402 913",
                 *       "newPassword": "latchkey-demo-password"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The new password is set. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "endedTokens": 0,
                     *       "endedGrants": 0
                     *     }
                     */
                    "application/json": components["schemas"]["PasswordChanged"];
                };
            };
            400: components["responses"]["InvalidRequestOrWeakPassword"];
            401: components["responses"]["ExpiredCodeOrInvalidCodeOrUsedCodeSettingCookies"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "refreshToken": "rt_Q7mZ2xKp9VbN4tRc8LsYw1HdFgJ6uEaXo3TiMzBqWvP"
                 *     }
                 */
                "application/json": components["schemas"]["OptionalRefreshToken"];
            };
        };
        responses: {
            /** @description The next pair. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhY2NfMDFrYWZ6In0.c2lnbmF0dXJl",
                     *       "refreshToken": "rt_vPqBzW3MiToX6EuaJgF1HdwYLs8cRt4VbNKp9xZ2m7Q",
                     *       "expiresIn": 900,
                     *       "tokenType": "Bearer"
                     *     }
                     */
                    "application/json": components["schemas"]["RefreshedTokens"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidRefreshTokenSettingCookies"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ses_01kafzq2dx8t5w4q7r1m0cef2x",
                     *           "current": true,
                     *           "device": "Firefox on Windows",
                     *           "createdAt": "2026-11-20T09:10:00.000Z",
                     *           "lastUsedAt": "2026-11-20T09:30:00.000Z",
                     *           "expiresAt": "2026-12-20T09:15:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AccountSessionList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Which session, by its `id`.
                 * @example ses_01kafzq2dx8t5w4q7r1m0cef2x
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["SessionNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test",
                 *       "password": "latchkey-demo-password",
                 *       "name": "Demo Creator"
                 *     }
                 */
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description The email is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "expiresAt": "2026-11-20T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            400: components["responses"]["InvalidRequestOrWeakPassword"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test",
                 *       "code": "402 913"
                 *     }
                 */
                "application/json": components["schemas"]["SignUpConfirmation"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "acc_01kafzq2dxx8t5w4q7r1m0cef2",
                     *         "email": "demo@latchkey.test",
                     *         "name": "Demo Creator",
                     *         "createdAt": "2026-09-01T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ConfirmedSignUp"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["ExpiredCodeOrInvalidCodeOrUsedCodeSettingCookies"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "email": "demo@latchkey.test"
                 *     }
                 */
                "application/json": components["schemas"]["SignUpCodeRequest"];
            };
        };
        responses: {
            /** @description The email is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "expiresAt": "2026-11-20T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MailedCode"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listHandles: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *           "name": "demo",
                     *           "displayName": "Demo Studio",
                     *           "url": "https://demo.latchkey.example",
                     *           "role": "OWNER",
                     *           "createdAt": "2026-09-01T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["HandleList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createHandle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "demo",
                 *       "displayName": "Demo Studio"
                 *     }
                 */
                "application/json": components["schemas"]["HandleCreate"];
            };
        };
        responses: {
            /** @description The handle is yours. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "name": "demo",
                     *       "displayName": "Demo Studio",
                     *       "url": "https://demo.latchkey.example",
                     *       "allowedOrigins": [],
                     *       "supportEmail": null,
                     *       "supportEmailVerified": false,
                     *       "termsUrl": null,
                     *       "privacyUrl": null,
                     *       "refundPolicyUrl": null,
                     *       "pageUrlTemplate": null,
                     *       "createdAt": "2026-09-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            409: components["responses"]["HandleTakenOrIdempotencyInProgressReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteHandle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The handle is gone. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["HandleHasPaymentsOrIdempotencyInProgressOrPaymentInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "aud_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "action": "page.published",
                     *           "actor": {
                     *             "kind": "ACCOUNT",
                     *             "accountId": "acc_01kafzq2dxx8t5w4q7r1m0cef2",
                     *             "email": "demo@latchkey.test",
                     *             "clientId": null,
                     *             "tokenId": null
                     *           },
                     *           "requestId": "req_4fSv1nXbL8r2Qm6W",
                     *           "from": {
                     *             "state": "DRAFT"
                     *           },
                     *           "to": {
                     *             "state": "PUBLISHED"
                     *           },
                     *           "createdAt": "2026-09-02T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCollaborators: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The collaborators. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "collaborators": [
                     *         {
                     *           "email": "demo@latchkey.test",
                     *           "role": "OWNER",
                     *           "pending": false,
                     *           "expiresAt": null
                     *         },
                     *         {
                     *           "email": "kim@example.com",
                     *           "role": "CREATOR",
                     *           "pending": true,
                     *           "expiresAt": "2026-12-04T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "transfer": null
                     *     }
                     */
                    "application/json": components["schemas"]["Collaborators"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceCollaborators: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "collaborators": [
                 *         {
                 *           "email": "kim@example.com",
                 *           "role": "CREATOR"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CollaboratorsUpdate"];
            };
        };
        responses: {
            /** @description The collaborators as they are now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "collaborators": [
                     *         {
                     *           "email": "demo@latchkey.test",
                     *           "role": "OWNER",
                     *           "pending": false,
                     *           "expiresAt": null
                     *         },
                     *         {
                     *           "email": "kim@example.com",
                     *           "role": "CREATOR",
                     *           "pending": true,
                     *           "expiresAt": "2026-12-04T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "transfer": null,
                     *       "endedTokens": 0,
                     *       "endedGrants": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ReplacedCollaborators"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createConnectDashboardLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://connect.stripe.com/express/acct_1DemoLatchkeyAcct/test_a1b2c3"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectDashboardLink"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            409: components["responses"]["ConnectNotConfigured"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    startConnectOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "returnUrl": "https://app.latchkey.example/connect",
                 *       "refreshUrl": "https://app.latchkey.example/connect/again"
                 *     }
                 */
                "application/json": components["schemas"]["ConnectOnboarding"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://connect.stripe.com/setup/e/acct_1DemoLatchkeyAcct/test_a1b2c3",
                     *       "expiresAt": "2026-11-20T09:45:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectOnboardingLink"];
                };
            };
            400: components["responses"]["InvalidRedirectUrlOrInvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConnectStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "stripeAccountId": "acct_1DemoLatchkeyAcct",
                     *       "chargesEnabled": true,
                     *       "payoutsEnabled": true,
                     *       "detailsSubmitted": true,
                     *       "transfersActive": true,
                     *       "requirementsDue": [],
                     *       "updatedAt": "2026-11-20T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectStatus"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Only the person with this address.
                 * @example ana@example.com
                 */
                email?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customers. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "email": "ana@example.com",
                     *           "purchases": 1,
                     *           "grants": 0,
                     *           "totals": [
                     *             {
                     *               "purchases": 1,
                     *               "paid": {
                     *                 "amount": 2500,
                     *                 "currency": "usd"
                     *               },
                     *               "refunded": {
                     *                 "amount": 0,
                     *                 "currency": "usd"
                     *               }
                     *             }
                     *           ],
                     *           "firstSaleAt": "2026-11-20T09:30:00.000Z",
                     *           "lastSaleAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description `visitorId` of the customer.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *       "email": "ana@example.com",
                     *       "purchases": 1,
                     *       "grants": 0,
                     *       "totals": [
                     *         {
                     *           "purchases": 1,
                     *           "paid": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": {
                     *             "amount": 0,
                     *             "currency": "usd"
                     *           }
                     *         }
                     *       ],
                     *       "sales": [
                     *         {
                     *           "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "grantType": "PURCHASED",
                     *           "hasAccess": true,
                     *           "disputed": false,
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": null,
                     *           "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *           "status": "PAID",
                     *           "pageTitle": "The premium guide",
                     *           "email": "ana@example.com"
                     *         }
                     *       ],
                     *       "pending": [],
                     *       "interests": [
                     *         {
                     *           "groupBuySlug": "vip-launch",
                     *           "title": "VIP launch evening",
                     *           "quantity": 2,
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "freeLogins": [
                     *         {
                     *           "pageSlug": "premium",
                     *           "pageTitle": "The premium guide",
                     *           "since": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "files": [
                     *         {
                     *           "fileId": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "fileName": "pattern.pdf",
                     *           "expiresAt": "2031-01-31T18:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["CustomerNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEarnings: {
        parameters: {
            query?: {
                /**
                 * @description First month; defaults to twelve months back.
                 * @example 2026-01
                 */
                from?: string;
                /**
                 * @description Last month; defaults to the current one.
                 * @example 2026-11
                 */
                to?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The earnings. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "months": [
                     *         {
                     *           "month": "2026-11",
                     *           "currency": "usd",
                     *           "settlementCurrency": "usd",
                     *           "sales": 4,
                     *           "charged": 10000,
                     *           "gross": 10000,
                     *           "refunds": 2375,
                     *           "disputes": 0,
                     *           "fees": 500,
                     *           "net": 7125
                     *         }
                     *       ],
                     *       "owed": []
                     *     }
                     */
                    "application/json": components["schemas"]["Earnings"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "handle": "demo",
                     *           "fileName": "pattern.pdf",
                     *           "sizeBytes": 482133,
                     *           "accessMode": "EMAIL_ALLOWLIST",
                     *           "expiresAt": "2031-01-31T18:00:00.000Z",
                     *           "allowedEmails": [
                     *             "ana@example.com"
                     *           ],
                     *           "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
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
            /** @description The file is waiting for its content. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": {
                     *         "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *         "handle": "demo",
                     *         "fileName": "pattern.pdf",
                     *         "sizeBytes": 482133,
                     *         "accessMode": "EMAIL_ALLOWLIST",
                     *         "expiresAt": "2031-01-31T18:00:00.000Z",
                     *         "allowedEmails": [
                     *           "ana@example.com"
                     *         ],
                     *         "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "uploadedAt": null
                     *       },
                     *       "uploadUrl": "https://demo-files.s3.amazonaws.com/files/fil_01kafzq2dxcef2x8t5w4q7r1m0?X-Amz-Signature=5d41402abc4b",
                     *       "uploadHeaders": {
                     *         "If-None-Match": "*"
                     *       },
                     *       "publicUrl": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0"
                     *     }
                     */
                    "application/json": components["schemas"]["FileCreated"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrStorageQuotaExceededReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "handle": "demo",
                     *       "fileName": "pattern.pdf",
                     *       "sizeBytes": 482133,
                     *       "accessMode": "EMAIL_ALLOWLIST",
                     *       "expiresAt": "2031-01-31T18:00:00.000Z",
                     *       "allowedEmails": [
                     *         "ana@example.com"
                     *       ],
                     *       "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredFile"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["FileNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "accessMode": "EMAIL_ALLOWLIST",
                 *       "allowedEmails": [
                 *         "ana@example.com"
                 *       ],
                 *       "expiresAt": "2031-01-31T18:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["FileUpdate"];
            };
        };
        responses: {
            /** @description The file as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "handle": "demo",
                     *       "fileName": "pattern.pdf",
                     *       "sizeBytes": 482133,
                     *       "accessMode": "EMAIL_ALLOWLIST",
                     *       "expiresAt": "2031-01-31T18:00:00.000Z",
                     *       "allowedEmails": [
                     *         "ana@example.com"
                     *       ],
                     *       "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredFile"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["FileNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["FileNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listGroupBuys: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *           "handle": "demo",
                     *           "slug": "vip-launch",
                     *           "title": "VIP launch evening",
                     *           "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *           "state": "PUBLISHED",
                     *           "interestedQuantity": 7,
                     *           "people": 4,
                     *           "targetQuantity": 10,
                     *           "deadline": "2027-01-31T18:00:00.000Z",
                     *           "linkedPageSlug": "premium",
                     *           "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "updatedAt": "2026-10-05T16:20:00.000Z",
                     *           "targetReachedAt": null,
                     *           "activatedAt": null,
                     *           "closedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuyList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "vip-launch",
                 *       "title": "VIP launch evening",
                 *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                 *       "targetQuantity": 10,
                 *       "deadline": "2027-01-31T18:00:00.000Z",
                 *       "linkedPageSlug": "premium"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "DRAFT",
                     *       "interestedQuantity": 0,
                     *       "people": 0,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-09-01T08:00:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageNotPaidOrSlugTakenReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "VIP launch evening",
                 *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                 *       "targetQuantity": 10,
                 *       "deadline": "2027-01-31T18:00:00.000Z",
                 *       "linkedPageSlug": "premium"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyUpdate"];
            };
        };
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    activateGroupBuy: {
        parameters: {
            query?: {
                /**
                 * @description `true` to see what it would do, without doing it.
                 * @example true
                 */
                dryRun?: "true" | "false";
            };
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done, or would be done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": false,
                     *       "groupBuy": {
                     *         "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *         "handle": "demo",
                     *         "slug": "vip-launch",
                     *         "title": "VIP launch evening",
                     *         "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *         "state": "ACTIVATED",
                     *         "interestedQuantity": 10,
                     *         "people": 6,
                     *         "targetQuantity": 10,
                     *         "deadline": "2027-01-31T18:00:00.000Z",
                     *         "linkedPageSlug": "premium",
                     *         "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-11-20T10:30:00.000Z",
                     *         "targetReachedAt": "2026-11-20T09:30:00.000Z",
                     *         "activatedAt": "2026-11-20T10:30:00.000Z",
                     *         "closedAt": null
                     *       },
                     *       "mails": 6,
                     *       "unlocks": {
                     *         "pageSlug": "premium",
                     *         "url": "https://demo.latchkey.example/premium"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuyActivation"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrGroupBuyTargetNotReachedOrIdempotencyInProgressReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    closeGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "CLOSED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-11-20T09:30:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": "2026-11-20T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInterests: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interests. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "quantity": 2,
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "email": "ana@example.com"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InterestList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    pauseGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PAUSED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    publishGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPages: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Return only pages in this state.
                 * @example PUBLISHED
                 */
                state?: components["schemas"]["PageState"];
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *           "handle": "demo",
                     *           "slug": "premium",
                     *           "title": "The premium guide",
                     *           "teaser": "Twelve chapters on making things that people **keep**.",
                     *           "accessMode": "PAID",
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "url": "https://demo.latchkey.example/premium",
                     *           "publishedAt": "2026-09-02T10:00:00.000Z",
                     *           "state": "PUBLISHED",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "updatedAt": "2026-10-05T16:20:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PageList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": null,
                     *       "state": "DRAFT",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-09-01T08:00:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrSlugTakenReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": "2026-09-02T10:00:00.000Z",
                     *       "state": "PUBLISHED",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updatePage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": "2026-09-02T10:00:00.000Z",
                     *       "state": "PUBLISHED",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page is gone, or archived. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "archived": true
                     *     }
                     */
                    "application/json": components["schemas"]["PageDeletion"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBuyers: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The buyers. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Content-Disposition": components["headers"]["OptionalContentDisposition"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "grantType": "PURCHASED",
                     *           "hasAccess": true,
                     *           "disputed": false,
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": null,
                     *           "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *           "email": "ana@example.com"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BuyerList"];
                    /**
                     * @example purchase_id,visitor_id,email,grant_type,has_access,disputed,price,refunded,currency,purchased_at
                     *     pur_01kafzq2dx7r1m0cef2x8t5w4q,vis_01kafzq2dxf2x8t5w4q7r1m0ce,ana@example.com,PURCHASED,true,false,25.00,,usd,2026-11-20T09:30:00.000Z
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    grantAccess: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description The grant. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *       "handle": "demo",
                     *       "pageSlug": "premium",
                     *       "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *       "grantType": "GRANTED",
                     *       "hasAccess": true,
                     *       "disputed": false,
                     *       "price": null,
                     *       "refunded": null,
                     *       "purchasedAt": "2026-11-20T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["AlreadyPurchasedOrIdempotencyInProgressOrPageNotPaidReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeAccess: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
                /**
                 * @description The purchase, or the grant.
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This purchase no longer gives access. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundOrPurchaseNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preview. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": {
                     *         "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *         "handle": "demo",
                     *         "slug": "premium",
                     *         "title": "The premium guide",
                     *         "teaser": "Twelve chapters on making things that people **keep**.",
                     *         "accessMode": "PAID",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "url": "https://demo.latchkey.example/premium",
                     *         "publishedAt": "2026-09-02T10:00:00.000Z",
                     *         "state": "PUBLISHED",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-10-05T16:20:00.000Z"
                     *       },
                     *       "teaser": {
                     *         "markdown": "Twelve chapters on making things that people **keep**.",
                     *         "html": "<p dir=\"auto\">Twelve chapters on making things that people <strong>keep</strong>.</p>\n"
                     *       },
                     *       "content": {
                     *         "markdown": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it.",
                     *         "html": "<h2 id=\"content-chapter-one\" dir=\"auto\">Chapter one</h2>\n<p dir=\"auto\">Thank you for buying this guide. It stays yours.</p>\n<ol dir=\"auto\">\n<li>Make one thing.</li>\n<li>Finish it.</li>\n<li>Show it.</li>\n</ol>\n"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PagePreview"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    publishPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is published. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": {
                     *         "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *         "handle": "demo",
                     *         "slug": "premium",
                     *         "title": "The premium guide",
                     *         "teaser": "Twelve chapters on making things that people **keep**.",
                     *         "accessMode": "PAID",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "url": "https://demo.latchkey.example/premium",
                     *         "publishedAt": "2026-09-02T10:00:00.000Z",
                     *         "state": "PUBLISHED",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-10-05T16:20:00.000Z",
                     *         "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *       },
                     *       "warning": null
                     *     }
                     */
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    refundPurchase: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                 *       "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                 *       "reason": "Bought by mistake."
                 *     }
                 */
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description The refund is complete or on its way. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "purchase": {
                     *         "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *         "handle": "demo",
                     *         "pageSlug": "premium",
                     *         "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *         "grantType": "REFUNDED",
                     *         "hasAccess": false,
                     *         "disputed": false,
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "refunded": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "purchasedAt": "2026-11-20T09:30:00.000Z"
                     *       },
                     *       "refund": {
                     *         "id": "rfd_01kafzq2dxx8t5w4q7r1m0cef2",
                     *         "status": "succeeded",
                     *         "amount": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RefundedPurchase"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundOrPurchaseNotFoundReplayable"];
            409: components["responses"]["AlreadyRefundedOrIdempotencyInProgressOrPurchaseDisputedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    unpublishPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is a draft. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": {
                     *         "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *         "handle": "demo",
                     *         "slug": "premium",
                     *         "title": "The premium guide",
                     *         "teaser": "Twelve chapters on making things that people **keep**.",
                     *         "accessMode": "PAID",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "url": "https://demo.latchkey.example/premium",
                     *         "publishedAt": "2026-09-02T10:00:00.000Z",
                     *         "state": "DRAFT",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-10-05T16:20:00.000Z",
                     *         "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *       },
                     *       "warning": {
                     *         "code": "hidden_from_buyers",
                     *         "message": "People who bought this page can no longer see it."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHandleProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "name": "demo",
                     *       "displayName": "Demo Studio",
                     *       "url": "https://demo.latchkey.example",
                     *       "allowedOrigins": [
                     *         "https://shop.example.com",
                     *         "http://localhost:5173"
                     *       ],
                     *       "supportEmail": "help@example.com",
                     *       "supportEmailVerified": true,
                     *       "termsUrl": "https://shop.example.com/terms",
                     *       "privacyUrl": "https://shop.example.com/privacy",
                     *       "refundPolicyUrl": "https://shop.example.com/refunds",
                     *       "pageUrlTemplate": "https://shop.example.com/p/{pageSlug}",
                     *       "createdAt": "2026-09-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateHandleProfile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "displayName": "Demo Studio",
                 *       "allowedOrigins": [
                 *         "https://shop.example.com",
                 *         "http://localhost:5173"
                 *       ],
                 *       "supportEmail": "help@example.com",
                 *       "termsUrl": "https://shop.example.com/terms",
                 *       "privacyUrl": "https://shop.example.com/privacy",
                 *       "refundPolicyUrl": "https://shop.example.com/refunds",
                 *       "pageUrlTemplate": "https://shop.example.com/p/{pageSlug}"
                 *     }
                 */
                "application/json": components["schemas"]["HandleProfileUpdate"];
            };
        };
        responses: {
            /** @description The profile as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "name": "demo",
                     *       "displayName": "Demo Studio",
                     *       "url": "https://demo.latchkey.example",
                     *       "allowedOrigins": [
                     *         "https://shop.example.com",
                     *         "http://localhost:5173"
                     *       ],
                     *       "supportEmail": "help@example.com",
                     *       "supportEmailVerified": true,
                     *       "termsUrl": "https://shop.example.com/terms",
                     *       "privacyUrl": "https://shop.example.com/privacy",
                     *       "refundPolicyUrl": "https://shop.example.com/refunds",
                     *       "pageUrlTemplate": "https://shop.example.com/p/{pageSlug}",
                     *       "createdAt": "2026-09-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    renameHandle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "demo-studio"
                 *     }
                 */
                "application/json": components["schemas"]["HandleRename"];
            };
        };
        responses: {
            /** @description The handle under its new name. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "hdl_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "name": "demo-studio",
                     *       "displayName": "Demo Studio",
                     *       "url": "https://demo-studio.latchkey.example",
                     *       "allowedOrigins": [
                     *         "https://shop.example.com",
                     *         "http://localhost:5173"
                     *       ],
                     *       "supportEmail": "help@example.com",
                     *       "supportEmailVerified": true,
                     *       "termsUrl": "https://shop.example.com/terms",
                     *       "privacyUrl": "https://shop.example.com/privacy",
                     *       "refundPolicyUrl": "https://shop.example.com/refunds",
                     *       "pageUrlTemplate": "https://shop.example.com/p/{pageSlug}",
                     *       "createdAt": "2026-09-01T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HandleProfile"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["HandleTakenOrIdempotencyInProgressReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    renderMarkdown: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "markdown": "## Chapter one\n\nThings that people **keep**."
                 *     }
                 */
                "application/json": components["schemas"]["MarkdownRender"];
            };
        };
        responses: {
            /** @description The HTML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "html": "<h2 id=\"content-chapter-one\" dir=\"auto\">Chapter one</h2>\n<p dir=\"auto\">Things that people <strong>keep</strong>.</p>\n"
                     *     }
                     */
                    "application/json": components["schemas"]["RenderedMarkdown"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSales: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Only sales to the person with this address.
                 * @example ana@example.com
                 */
                email?: string;
                /**
                 * @description Only sales to this person, including after they erased their address.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId?: string;
                /**
                 * @description Only sales of the page with this slug, in whatever state the page is.
                 * @example premium
                 */
                page?: string;
                /**
                 * @description Only sales that stand there.
                 * @example PAID
                 */
                status?: components["schemas"]["SaleStatus"];
                /**
                 * @description Only sales that were paid in this currency (ISO 4217); grants have none.
                 * @example usd
                 */
                currency?: string;
                /**
                 * @description Only sales made at this time or later (RFC 3339).
                 * @example 2026-11-01T00:00:00Z
                 */
                from?: string;
                /**
                 * @description Only sales made before this time (RFC 3339).
                 * @example 2026-12-01T00:00:00Z
                 */
                to?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sales. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Content-Disposition": components["headers"]["OptionalContentDisposition"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "grantType": "PURCHASED",
                     *           "hasAccess": true,
                     *           "disputed": false,
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": null,
                     *           "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *           "status": "PAID",
                     *           "pageTitle": "The premium guide",
                     *           "email": "ana@example.com"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["SaleList"];
                    /**
                     * @example purchase_id,page,page_title,visitor_id,email,status,has_access,price,refunded,currency,purchased_at
                     *     pur_01kafzq2dx7r1m0cef2x8t5w4q,premium,The premium guide,vis_01kafzq2dxf2x8t5w4q7r1m0ce,ana@example.com,PAID,true,25.00,,usd,2026-11-20T09:30:00.000Z
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSale: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description `id` of the sale.
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sale. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *       "handle": "demo",
                     *       "pageSlug": "premium",
                     *       "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *       "grantType": "PURCHASED",
                     *       "hasAccess": true,
                     *       "disputed": false,
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "refunded": null,
                     *       "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *       "status": "PAID",
                     *       "pageTitle": "The premium guide",
                     *       "email": "ana@example.com",
                     *       "ledger": [
                     *         {
                     *           "id": "chg_01jd6z3v9kf2x8t5w4q7r1m0ce",
                     *           "kind": "CHARGE",
                     *           "status": "succeeded",
                     *           "amount": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "stripeId": "ch_3PqXyz",
                     *           "cause": null,
                     *           "reason": null,
                     *           "dueBy": null,
                     *           "happenedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "mails": [
                     *         {
                     *           "id": "mail_01kafzq2dxw4q7r1m0cef2x8t5",
                     *           "kind": "PURCHASE_CONFIRMED",
                     *           "audience": "BUYER",
                     *           "email": "ana@example.com",
                     *           "outcome": "SENT",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "finishedAt": "2026-11-20T09:45:00.000Z"
                     *         }
                     *       ],
                     *       "attempts": [
                     *         {
                     *           "attempt": 1,
                     *           "status": "COMPLETE",
                     *           "checkoutSessionId": "cs_test_a1b2c3",
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "createdAt": "2026-11-20T09:15:00.000Z",
                     *           "expiresAt": "2026-11-20T10:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SaleDetail"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPurchaseNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    resendReceipt: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description `id` of the sale.
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mail_01kafzq2dxw4q7r1m0cef2x8t5",
                     *       "kind": "PURCHASE_CONFIRMED",
                     *       "audience": "BUYER",
                     *       "email": "ana@example.com",
                     *       "outcome": "SENT",
                     *       "createdAt": "2026-11-20T09:30:00.000Z",
                     *       "finishedAt": "2026-11-20T09:45:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SaleMail"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPurchaseNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrReceiptUnavailableReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSellingTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terms. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "canSell": true,
                     *       "fee": {
                     *         "basisPoints": 500,
                     *         "fixed": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SellingTerms"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHandleSummary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "today": {
                     *         "from": "2026-11-01T00:00:00.000Z",
                     *         "figures": [
                     *           {
                     *             "currency": "usd",
                     *             "settlementCurrency": "usd",
                     *             "sales": 3,
                     *             "charged": 7500,
                     *             "refunds": 2500
                     *           }
                     *         ]
                     *       },
                     *       "month": {
                     *         "from": "2026-11-01T00:00:00.000Z",
                     *         "figures": [
                     *           {
                     *             "currency": "usd",
                     *             "settlementCurrency": "usd",
                     *             "sales": 3,
                     *             "charged": 7500,
                     *             "refunds": 2500
                     *           }
                     *         ]
                     *       },
                     *       "attention": [
                     *         {
                     *           "kind": "dispute_open",
                     *           "count": 1,
                     *           "dueBy": "2026-12-04T23:59:59.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HandleOverview"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "tok_01kafzq2dx0cef2x8t5w4q7r1m",
                     *           "name": "nightly backup",
                     *           "scopes": [
                     *             "pages.read",
                     *             "purchases.read"
                     *           ],
                     *           "createdBy": {
                     *             "id": "acc_01kafzq2dxx8t5w4q7r1m0cef2",
                     *             "email": "demo@latchkey.test"
                     *           },
                     *           "createdAt": "2026-10-05T16:20:00.000Z",
                     *           "expiresAt": "2031-01-31T18:00:00.000Z",
                     *           "lastUsedAt": "2026-11-20T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PersonalAccessTokenList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "nightly backup",
                 *       "scopes": [
                 *         "pages.read",
                 *         "purchases.read"
                 *       ],
                 *       "expiresAt": "2031-01-31T18:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["PersonalAccessTokenRequest"];
            };
        };
        responses: {
            /** @description The token; its secret is not shown again. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "tok_01kafzq2dx0cef2x8t5w4q7r1m",
                     *       "name": "nightly backup",
                     *       "scopes": [
                     *         "pages.read",
                     *         "purchases.read"
                     *       ],
                     *       "createdBy": {
                     *         "id": "acc_01kafzq2dxx8t5w4q7r1m0cef2",
                     *         "email": "demo@latchkey.test"
                     *       },
                     *       "createdAt": "2026-10-05T16:20:00.000Z",
                     *       "expiresAt": "2031-01-31T18:00:00.000Z",
                     *       "lastUsedAt": null,
                     *       "token": "patv1_tok_01kafzq2dx0cef2x8t5w4q7r1m.3q2-7w"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedPersonalAccessToken"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrTooManyTokensReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Which token.
                 * @example tok_01kafzq2dx0cef2x8t5w4q7r1m
                 */
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrTokenNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    transferHandle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "kim@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["HandleTransfer"];
            };
        };
        responses: {
            /** @description Ownership is on offer. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "kim@example.com",
                     *       "expiresAt": "2026-12-04T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HandleTransferOffer"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing is on offer. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "whe_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "url": "https://hooks.example.com/latchkey",
                     *           "events": [
                     *             "purchase.completed",
                     *             "access.revoked"
                     *           ],
                     *           "createdAt": "2026-10-05T16:20:00.000Z",
                     *           "status": "ENABLED",
                     *           "disabledAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example.com/latchkey",
                 *       "events": [
                 *         "purchase.completed",
                 *         "access.revoked"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint, and its secret. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "endpoint": {
                     *         "id": "whe_01kafzq2dxcef2x8t5w4q7r1m0",
                     *         "url": "https://hooks.example.com/latchkey",
                     *         "events": [
                     *           "purchase.completed",
                     *           "access.revoked"
                     *         ],
                     *         "createdAt": "2026-10-05T16:20:00.000Z",
                     *         "status": "ENABLED",
                     *         "disabledAt": null
                     *       },
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrTooManyWebhookEndpointsReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Which endpoint, by its `id`.
                 * @example whe_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                webhookEndpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint is deleted. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrWebhookEndpointNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Which endpoint, by its `id`.
                 * @example whe_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                webhookEndpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "msg_01kafzq2dxef2x8t5w4q7r1m0c",
                     *           "endpointId": "whe_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "type": "purchase.completed",
                     *           "status": "DELIVERED",
                     *           "tries": 1,
                     *           "nextTryAt": null,
                     *           "lastTryAt": "2026-11-20T09:30:00.000Z",
                     *           "responseStatus": 200,
                     *           "problem": null,
                     *           "payload": "{\"type\":\"purchase.completed\",\"timestamp\":\"2026-11-20T09:30:00.000Z\",\"data\":{\"handle\":\"demo\",\"pageId\":\"pag_01kafzq2dxq7r1m0cef2x8t5w4\",\"pageSlug\":\"premium\",\"purchaseId\":\"pur_01kafzq2dx7r1m0cef2x8t5w4q\",\"visitorId\":\"vis_01kafzq2dxf2x8t5w4q7r1m0ce\",\"price\":{\"amount\":2500,\"currency\":\"usd\"},\"hasAccess\":true}}",
                     *           "createdAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["HandleNotFoundOrWebhookEndpointNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description Which endpoint, by its `id`.
                 * @example whe_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                webhookEndpointId: string;
                /**
                 * @description Which delivery, by its `webhook-id`.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_01kafzq2dxef2x8t5w4q7r1m0c",
                     *       "endpointId": "whe_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "type": "purchase.completed",
                     *       "status": "PENDING",
                     *       "tries": 0,
                     *       "nextTryAt": "2026-11-20T10:30:00.000Z",
                     *       "lastTryAt": "2026-11-20T09:30:00.000Z",
                     *       "responseStatus": 200,
                     *       "problem": null,
                     *       "payload": "{\"type\":\"purchase.completed\",\"timestamp\":\"2026-11-20T09:30:00.000Z\",\"data\":{\"handle\":\"demo\",\"pageId\":\"pag_01kafzq2dxq7r1m0cef2x8t5w4\",\"pageSlug\":\"premium\",\"purchaseId\":\"pur_01kafzq2dx7r1m0cef2x8t5w4q\",\"visitorId\":\"vis_01kafzq2dxf2x8t5w4q7r1m0ce\",\"price\":{\"amount\":2500,\"currency\":\"usd\"},\"hasAccess\":true}}",
                     *       "createdAt": "2026-11-20T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrWebhookDeliveryNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listContentReports: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Return only reports in this state.
                 * @example OPEN
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "crp_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "state": "OPEN",
                     *           "claimedBy": null,
                     *           "resolution": null,
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "category": "COPYRIGHT",
                     *           "details": "The first paragraph is copied from my book."
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ContentReportList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateContentReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Which report, by its `id`.
                 * @example crp_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "crp_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *       "state": "RESOLVED",
                     *       "claimedBy": "acc_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "resolution": "The page is unpublished.",
                     *       "createdAt": "2026-11-20T09:30:00.000Z",
                     *       "updatedAt": "2026-11-20T10:30:00.000Z",
                     *       "handle": "demo",
                     *       "pageSlug": "premium",
                     *       "category": "COPYRIGHT",
                     *       "details": "The first paragraph is copied from my book."
                     *     }
                     */
                    "application/json": components["schemas"]["ContentReport"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFoundOrReportNotFound"];
            409: components["responses"]["ReportClaimed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeadJobs: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "4711",
                     *           "task": "settle_purchase",
                     *           "payload": {
                     *             "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q"
                     *           },
                     *           "attempts": 25,
                     *           "lastError": "Stripe answered with status 503.",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "failedAt": "2026-11-21T14:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DeadJobList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    retryDeadJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Which dead job, by its `id`.
                 * @example 4711
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["JobNotFoundOrNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "reportId": "rep_01kafzq2dxef2x8t5w4q7r1m0c",
                 *       "reason": "Nobody can buy the page."
                 *     }
                 */
                "application/json": components["schemas"]["EscalationRequest"];
            };
        };
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rep_01kafzq2dxef2x8t5w4q7r1m0c",
                     *       "state": "OPEN",
                     *       "claimedBy": null,
                     *       "resolution": null,
                     *       "createdAt": "2026-11-20T09:30:00.000Z",
                     *       "updatedAt": "2026-11-20T09:30:00.000Z",
                     *       "summary": "Checkout answers with an error",
                     *       "details": "I clicked Buy on the premium guide. I expected the payment page, and saw an error.",
                     *       "handle": "demo",
                     *       "sessionId": "cs_test_a1b2c3",
                     *       "requestId": "req_4fSv1nXbL8r2Qm6W",
                     *       "reproArtifact": "https://shop.example.com/screenshots/1.png",
                     *       "escalated": true,
                     *       "escalationReason": "Nobody can buy the page.",
                     *       "requests": [
                     *         {
                     *           "at": "2026-11-20T09:15:00.000Z",
                     *           "operation": "createCheckout",
                     *           "method": "POST",
                     *           "status": 502,
                     *           "error": "payment_provider_error",
                     *           "handle": "demo",
                     *           "milliseconds": 2140
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFoundOrReportNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Return only reports in this state.
                 * @example OPEN
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "rep_01kafzq2dxef2x8t5w4q7r1m0c",
                     *           "state": "OPEN",
                     *           "claimedBy": null,
                     *           "resolution": null,
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z",
                     *           "summary": "Checkout answers with an error",
                     *           "details": "I clicked Buy on the premium guide. I expected the payment page, and saw an error.",
                     *           "handle": "demo",
                     *           "sessionId": "cs_test_a1b2c3",
                     *           "requestId": "req_4fSv1nXbL8r2Qm6W",
                     *           "reproArtifact": "https://shop.example.com/screenshots/1.png",
                     *           "escalated": false,
                     *           "escalationReason": null,
                     *           "requests": [
                     *             {
                     *               "at": "2026-11-20T09:15:00.000Z",
                     *               "operation": "createCheckout",
                     *               "method": "POST",
                     *               "status": 502,
                     *               "error": "payment_provider_error",
                     *               "handle": "demo",
                     *               "milliseconds": 2140
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Which report, by its `id`.
                 * @example rep_01kafzq2dxef2x8t5w4q7r1m0c
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rep_01kafzq2dxef2x8t5w4q7r1m0c",
                     *       "state": "RESOLVED",
                     *       "claimedBy": "acc_01kafzq2dx4q7r1m0cef2x8t5w",
                     *       "resolution": "Stripe was unavailable for a minute. The buyer was told to try again.",
                     *       "createdAt": "2026-11-20T09:30:00.000Z",
                     *       "updatedAt": "2026-11-20T10:30:00.000Z",
                     *       "summary": "Checkout answers with an error",
                     *       "details": "I clicked Buy on the premium guide. I expected the payment page, and saw an error.",
                     *       "handle": "demo",
                     *       "sessionId": "cs_test_a1b2c3",
                     *       "requestId": "req_4fSv1nXbL8r2Qm6W",
                     *       "reproArtifact": "https://shop.example.com/screenshots/1.png",
                     *       "escalated": false,
                     *       "escalationReason": null,
                     *       "requests": [
                     *         {
                     *           "at": "2026-11-20T09:15:00.000Z",
                     *           "operation": "createCheckout",
                     *           "method": "POST",
                     *           "status": 502,
                     *           "error": "payment_provider_error",
                     *           "handle": "demo",
                     *           "milliseconds": 2140
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFoundOrReportNotFound"];
            409: components["responses"]["ReportClaimed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUnmatchedPayments: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "paymentIntentId": "pi_3QxYz",
                     *           "purchaseId": null,
                     *           "amount": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "why": "no_metadata",
                     *           "firstSeenAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["UnmatchedPaymentList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientRoleOrInsufficientScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "handle": "demo",
                 *       "pageSlug": "premium",
                 *       "category": "COPYRIGHT",
                 *       "details": "The first paragraph is copied from my book."
                 *     }
                 */
                "application/json": components["schemas"]["ContentReportRequest"];
            };
        };
        responses: {
            /** @description The report is in the queue. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reportId": "crp_01kafzq2dxf2x8t5w4q7r1m0ce"
                     *     }
                     */
                    "application/json": components["schemas"]["ContentReportReceipt"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redirect to the content. */
            302: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["FileNotFound"];
            410: components["responses"]["FileExpired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestFileLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["FileLinkRequest"];
            };
        };
        responses: {
            /** @description The email is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challengeId": "chl_01kafzq2dxr1m0cef2x8t5w4q7",
                     *       "expiresAt": "2026-11-20T09:25:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FileLinkChallenge"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["FileNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPublicGroupBuys: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *           "handle": "demo",
                     *           "slug": "vip-launch",
                     *           "title": "VIP launch evening",
                     *           "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *           "state": "PUBLISHED",
                     *           "interestedQuantity": 7,
                     *           "people": 4,
                     *           "targetQuantity": 10,
                     *           "deadline": "2027-01-31T18:00:00.000Z",
                     *           "linkedPageSlug": "premium",
                     *           "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PublicGroupBuyList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPublicGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch"
                     *     }
                     */
                    "application/json": components["schemas"]["PublicGroupBuy"];
                };
            };
            404: components["responses"]["GroupBuyNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    expressInterest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "quantity": 2
                 *     }
                 */
                "application/json": components["schemas"]["InterestRequest"];
            };
        };
        responses: {
            /** @description The interest is recorded. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "interest": {
                     *         "quantity": 2,
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedInterest"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["GroupBuyNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMyInterest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interest, if any. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "interest": {
                     *         "quantity": 2,
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MyInterest"];
                };
            };
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["GroupBuyNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawInterest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no longer any interest. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["GroupBuyNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Only the person with this address.
                 * @example ana@example.com
                 */
                email?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customers. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "email": "ana@example.com",
                     *           "purchases": 1,
                     *           "grants": 0,
                     *           "totals": [
                     *             {
                     *               "purchases": 1,
                     *               "paid": {
                     *                 "amount": 2500,
                     *                 "currency": "usd"
                     *               },
                     *               "refunded": {
                     *                 "amount": 0,
                     *                 "currency": "usd"
                     *               }
                     *             }
                     *           ],
                     *           "firstSaleAt": "2026-11-20T09:30:00.000Z",
                     *           "lastSaleAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListFiles: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "handle": "demo",
                     *           "fileName": "pattern.pdf",
                     *           "sizeBytes": 482133,
                     *           "accessMode": "EMAIL_ALLOWLIST",
                     *           "expiresAt": "2031-01-31T18:00:00.000Z",
                     *           "allowedEmails": [
                     *             "ana@example.com"
                     *           ],
                     *           "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationCreateFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
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
            /** @description The file is waiting for its content. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": {
                     *         "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *         "handle": "demo",
                     *         "fileName": "pattern.pdf",
                     *         "sizeBytes": 482133,
                     *         "accessMode": "EMAIL_ALLOWLIST",
                     *         "expiresAt": "2031-01-31T18:00:00.000Z",
                     *         "allowedEmails": [
                     *           "ana@example.com"
                     *         ],
                     *         "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "uploadedAt": null
                     *       },
                     *       "uploadUrl": "https://demo-files.s3.amazonaws.com/files/fil_01kafzq2dxcef2x8t5w4q7r1m0?X-Amz-Signature=5d41402abc4b",
                     *       "uploadHeaders": {
                     *         "If-None-Match": "*"
                     *       },
                     *       "publicUrl": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0"
                     *     }
                     */
                    "application/json": components["schemas"]["FileCreated"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrStorageQuotaExceededReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationGetFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "handle": "demo",
                     *       "fileName": "pattern.pdf",
                     *       "sizeBytes": 482133,
                     *       "accessMode": "EMAIL_ALLOWLIST",
                     *       "expiresAt": "2031-01-31T18:00:00.000Z",
                     *       "allowedEmails": [
                     *         "ana@example.com"
                     *       ],
                     *       "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredFile"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["FileNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationUpdateFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "accessMode": "EMAIL_ALLOWLIST",
                 *       "allowedEmails": [
                 *         "ana@example.com"
                 *       ],
                 *       "expiresAt": "2031-01-31T18:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["FileUpdate"];
            };
        };
        responses: {
            /** @description The file as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "handle": "demo",
                     *       "fileName": "pattern.pdf",
                     *       "sizeBytes": 482133,
                     *       "accessMode": "EMAIL_ALLOWLIST",
                     *       "expiresAt": "2031-01-31T18:00:00.000Z",
                     *       "allowedEmails": [
                     *         "ana@example.com"
                     *       ],
                     *       "url": "https://demo.latchkey.example/_edge/files/fil_01kafzq2dxcef2x8t5w4q7r1m0",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "uploadedAt": "2026-09-02T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredFile"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["FileNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["MailBudgetUsedUpOrRateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationDeleteFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The id returned by `createFile`.
                 * @example fil_01kafzq2dxcef2x8t5w4q7r1m0
                 */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["FileNotFoundOrHandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListGroupBuys: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buys. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *           "handle": "demo",
                     *           "slug": "vip-launch",
                     *           "title": "VIP launch evening",
                     *           "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *           "state": "PUBLISHED",
                     *           "interestedQuantity": 7,
                     *           "people": 4,
                     *           "targetQuantity": 10,
                     *           "deadline": "2027-01-31T18:00:00.000Z",
                     *           "linkedPageSlug": "premium",
                     *           "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "updatedAt": "2026-10-05T16:20:00.000Z",
                     *           "targetReachedAt": null,
                     *           "activatedAt": null,
                     *           "closedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuyList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationCreateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "vip-launch",
                 *       "title": "VIP launch evening",
                 *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                 *       "targetQuantity": 10,
                 *       "deadline": "2027-01-31T18:00:00.000Z",
                 *       "linkedPageSlug": "premium"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyCreate"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "DRAFT",
                     *       "interestedQuantity": 0,
                     *       "people": 0,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-09-01T08:00:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageNotPaidOrSlugTakenReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationGetGroupBuy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationUpdateGroupBuy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description The group buy's name in its URL.
                 * @example vip-launch
                 */
                groupBuySlug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "VIP launch evening",
                 *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                 *       "targetQuantity": 10,
                 *       "deadline": "2027-01-31T18:00:00.000Z",
                 *       "linkedPageSlug": "premium"
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyUpdate"];
            };
        };
        responses: {
            /** @description The group buy as it is now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *       "handle": "demo",
                     *       "slug": "vip-launch",
                     *       "title": "VIP launch evening",
                     *       "description": "Say how many seats you want. With **ten** seats wanted, the evening takes place.",
                     *       "state": "PUBLISHED",
                     *       "interestedQuantity": 7,
                     *       "people": 4,
                     *       "targetQuantity": 10,
                     *       "deadline": "2027-01-31T18:00:00.000Z",
                     *       "linkedPageSlug": "premium",
                     *       "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "targetReachedAt": null,
                     *       "activatedAt": null,
                     *       "closedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupBuy"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["GroupBuyNotFoundOrHandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["GroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListPages: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Return only pages in this state.
                 * @example PUBLISHED
                 */
                state?: components["schemas"]["PageState"];
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *           "handle": "demo",
                     *           "slug": "premium",
                     *           "title": "The premium guide",
                     *           "teaser": "Twelve chapters on making things that people **keep**.",
                     *           "accessMode": "PAID",
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "url": "https://demo.latchkey.example/premium",
                     *           "publishedAt": "2026-09-02T10:00:00.000Z",
                     *           "state": "PUBLISHED",
                     *           "createdAt": "2026-09-01T08:00:00.000Z",
                     *           "updatedAt": "2026-10-05T16:20:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PageList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationCreatePage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": null,
                     *       "state": "DRAFT",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-09-01T08:00:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrSlugTakenReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationGetPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": "2026-09-02T10:00:00.000Z",
                     *       "state": "PUBLISHED",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationUpdatePage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the version you read. If the resource has changed since, nothing happens and the error is `precondition_failed`. Without it, the last write wins.
                 * @example "3fJx0Q2m9vKc"
                 */
                "If-Match"?: string;
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": "2026-09-02T10:00:00.000Z",
                     *       "state": "PUBLISHED",
                     *       "createdAt": "2026-09-01T08:00:00.000Z",
                     *       "updatedAt": "2026-10-05T16:20:00.000Z",
                     *       "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *     }
                     */
                    "application/json": components["schemas"]["Page"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            412: components["responses"]["PreconditionFailedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationPublishPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is published. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": {
                     *         "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *         "handle": "demo",
                     *         "slug": "premium",
                     *         "title": "The premium guide",
                     *         "teaser": "Twelve chapters on making things that people **keep**.",
                     *         "accessMode": "PAID",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "url": "https://demo.latchkey.example/premium",
                     *         "publishedAt": "2026-09-02T10:00:00.000Z",
                     *         "state": "PUBLISHED",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-10-05T16:20:00.000Z",
                     *         "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *       },
                     *       "warning": null
                     *     }
                     */
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationUnpublishPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is a draft. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "page": {
                     *         "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *         "handle": "demo",
                     *         "slug": "premium",
                     *         "title": "The premium guide",
                     *         "teaser": "Twelve chapters on making things that people **keep**.",
                     *         "accessMode": "PAID",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         },
                     *         "url": "https://demo.latchkey.example/premium",
                     *         "publishedAt": "2026-09-02T10:00:00.000Z",
                     *         "state": "DRAFT",
                     *         "createdAt": "2026-09-01T08:00:00.000Z",
                     *         "updatedAt": "2026-10-05T16:20:00.000Z",
                     *         "content": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it."
                     *       },
                     *       "warning": {
                     *         "code": "hidden_from_buyers",
                     *         "message": "People who bought this page can no longer see it."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PagePublication"];
                };
            };
            400: components["responses"]["InvalidRequestReplayable"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScopeReplayable"];
            404: components["responses"]["HandleNotFoundOrPageNotFoundReplayable"];
            409: components["responses"]["IdempotencyInProgressOrPageArchivedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListPurchases: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchases. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "grantType": "PURCHASED",
                     *           "hasAccess": true,
                     *           "disputed": false,
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": null,
                     *           "purchasedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PurchaseList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationRenderMarkdown: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "markdown": "## Chapter one\n\nThings that people **keep**."
                 *     }
                 */
                "application/json": components["schemas"]["MarkdownRender"];
            };
        };
        responses: {
            /** @description The HTML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "html": "<h2 id=\"content-chapter-one\" dir=\"auto\">Chapter one</h2>\n<p dir=\"auto\">Things that people <strong>keep</strong>.</p>\n"
                     *     }
                     */
                    "application/json": components["schemas"]["RenderedMarkdown"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationListSales: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
                /**
                 * @description Only sales to the person with this address.
                 * @example ana@example.com
                 */
                email?: string;
                /**
                 * @description Only sales to this person, including after they erased their address.
                 * @example vis_01kafzq2dxf2x8t5w4q7r1m0ce
                 */
                visitorId?: string;
                /**
                 * @description Only sales of the page with this slug, in whatever state the page is.
                 * @example premium
                 */
                page?: string;
                /**
                 * @description Only sales that stand there.
                 * @example PAID
                 */
                status?: components["schemas"]["SaleStatus"];
                /**
                 * @description Only sales that were paid in this currency (ISO 4217); grants have none.
                 * @example usd
                 */
                currency?: string;
                /**
                 * @description Only sales made at this time or later (RFC 3339).
                 * @example 2026-11-01T00:00:00Z
                 */
                from?: string;
                /**
                 * @description Only sales made before this time (RFC 3339).
                 * @example 2026-12-01T00:00:00Z
                 */
                to?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sales. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Content-Disposition": components["headers"]["OptionalContentDisposition"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "handle": "demo",
                     *           "pageSlug": "premium",
                     *           "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *           "grantType": "PURCHASED",
                     *           "hasAccess": true,
                     *           "disputed": false,
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refunded": null,
                     *           "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *           "status": "PAID",
                     *           "pageTitle": "The premium guide",
                     *           "email": "ana@example.com"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["SaleList"];
                    /**
                     * @example purchase_id,page,page_title,visitor_id,email,status,has_access,price,refunded,currency,purchased_at
                     *     pur_01kafzq2dx7r1m0cef2x8t5w4q,premium,The premium guide,vis_01kafzq2dxf2x8t5w4q7r1m0ce,ana@example.com,PAID,true,25.00,,usd,2026-11-20T09:30:00.000Z
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    automationGetSale: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
                /**
                 * @description `id` of the sale.
                 * @example pur_01kafzq2dx7r1m0cef2x8t5w4q
                 */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sale. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *       "handle": "demo",
                     *       "pageSlug": "premium",
                     *       "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *       "grantType": "PURCHASED",
                     *       "hasAccess": true,
                     *       "disputed": false,
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "refunded": null,
                     *       "purchasedAt": "2026-11-20T09:30:00.000Z",
                     *       "status": "PAID",
                     *       "pageTitle": "The premium guide",
                     *       "email": "ana@example.com",
                     *       "ledger": [
                     *         {
                     *           "id": "chg_01jd6z3v9kf2x8t5w4q7r1m0ce",
                     *           "kind": "CHARGE",
                     *           "status": "succeeded",
                     *           "amount": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "stripeId": "ch_3PqXyz",
                     *           "cause": null,
                     *           "reason": null,
                     *           "dueBy": null,
                     *           "happenedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "mails": [
                     *         {
                     *           "id": "mail_01kafzq2dxw4q7r1m0cef2x8t5",
                     *           "kind": "PURCHASE_CONFIRMED",
                     *           "audience": "BUYER",
                     *           "email": "ana@example.com",
                     *           "outcome": "SENT",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "finishedAt": "2026-11-20T09:45:00.000Z"
                     *         }
                     *       ],
                     *       "attempts": [
                     *         {
                     *           "attempt": 1,
                     *           "status": "COMPLETE",
                     *           "checkoutSessionId": "cs_test_a1b2c3",
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "createdAt": "2026-11-20T09:15:00.000Z",
                     *           "expiresAt": "2026-11-20T10:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SaleDetail"];
                };
            };
            401: components["responses"]["InvalidTokenOrMissingBearerTokenOrTokenExpired"];
            403: components["responses"]["InsufficientScope"];
            404: components["responses"]["HandleNotFoundOrPurchaseNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPublicPages: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The creator's public name.
                 * @example demo
                 */
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pages. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *           "handle": "demo",
                     *           "slug": "premium",
                     *           "title": "The premium guide",
                     *           "teaser": "Twelve chapters on making things that people **keep**.",
                     *           "accessMode": "PAID",
                     *           "price": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "url": "https://demo.latchkey.example/premium",
                     *           "publishedAt": "2026-09-02T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PublicPageList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["HandleNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPublicPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *       "handle": "demo",
                     *       "slug": "premium",
                     *       "title": "The premium guide",
                     *       "teaser": "Twelve chapters on making things that people **keep**.",
                     *       "accessMode": "PAID",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       },
                     *       "url": "https://demo.latchkey.example/premium",
                     *       "publishedAt": "2026-09-02T10:00:00.000Z",
                     *       "content": {
                     *         "markdown": "## Chapter one\n\nThank you for buying this guide. It stays yours.\n\n1. Make one thing.\n2. Finish it.\n3. Show it.",
                     *         "html": "<h2 id=\"content-chapter-one\" dir=\"auto\">Chapter one</h2>\n<p dir=\"auto\">Thank you for buying this guide. It stays yours.</p>\n<ol dir=\"auto\">\n<li>Make one thing.</li>\n<li>Finish it.</li>\n<li>Show it.</li>\n</ol>\n"
                     *       },
                     *       "access": {
                     *         "hasAccess": true,
                     *         "reason": "entitled",
                     *         "nextAction": "none",
                     *         "session": "valid",
                     *         "price": {
                     *           "amount": 2500,
                     *           "currency": "usd"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PublicPage"];
                };
            };
            404: components["responses"]["PageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    checkPageAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result, also if access is denied. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hasAccess": true,
                     *       "reason": "entitled",
                     *       "nextAction": "none",
                     *       "session": "valid",
                     *       "price": {
                     *         "amount": 2500,
                     *         "currency": "usd"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccessCheck"];
                };
            };
            404: components["responses"]["PageNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCheckout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value you choose, new for each new request. For 24 hours, repeating a request with the same key returns the same response and has no second effect.
                 * @example f1f0a6ac-8d5e-4b26-9f61-0f0b4d1f2f5e
                 */
                "Idempotency-Key"?: string;
            };
            path: {
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
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "successUrl": "https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}",
                 *       "cancelUrl": "https://shop.example.com/cancelled"
                 *     }
                 */
                "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        responses: {
            /** @description Redirect the visitor to `checkoutUrl`. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    "Idempotent-Replayed": components["headers"]["OptionalIdempotentReplayed"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "checkoutUrl": "https://checkout.stripe.com/c/pay/cs_test_a1b2c3",
                     *       "checkoutSessionId": "cs_test_a1b2c3",
                     *       "expiresAt": "2026-11-20T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            400: components["responses"]["InvalidRedirectUrlOrInvalidRequestReplayable"];
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["PageNotFoundReplayable"];
            409: components["responses"]["AlreadyPurchasedOrConnectNotConfiguredOrGroupBuyNotOpenOrIdempotencyInProgressOrPageNotPaidOrPaymentInProgressOrPurchaseDisputedReplayable"];
            413: components["responses"]["PayloadTooLargeReplayable"];
            415: components["responses"]["UnsupportedMediaTypeReplayable"];
            422: components["responses"]["IdempotencyKeyReusedReplayable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                /**
                 * @description As returned by `createCheckout`.
                 * @example cs_test_a1b2c3
                 */
                checkoutSessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the payment stands. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "paid",
                     *       "hasAccess": true
                     *     }
                     */
                    "application/json": components["schemas"]["CheckoutConfirmation"];
                };
            };
            401: components["responses"]["VisitorUnauthorized"];
            404: components["responses"]["PurchaseNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "id": "evt_1QxYzDemo",
                 *       "object": "event",
                 *       "type": "checkout.session.completed",
                 *       "data": {
                 *         "object": {
                 *           "id": "cs_test_a1b2c3",
                 *           "object": "checkout.session"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The event is stored, or already was. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "received": true
                     *     }
                     */
                    "application/json": components["schemas"]["StripeEventReceived"];
                };
            };
            400: components["responses"]["InvalidWebhookSignature"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "id": "evt_1QxYzDemo",
                 *       "object": "event",
                 *       "type": "checkout.session.completed",
                 *       "data": {
                 *         "object": {
                 *           "id": "cs_test_a1b2c3",
                 *           "object": "checkout.session"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The event is stored, or already was. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "received": true
                     *     }
                     */
                    "application/json": components["schemas"]["StripeEventReceived"];
                };
            };
            400: components["responses"]["InvalidWebhookSignature"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "summary": "Checkout answers with an error",
                 *       "details": "I clicked Buy on the premium guide. I expected the payment page, and saw an error.",
                 *       "handle": "demo",
                 *       "sessionId": "cs_test_a1b2c3",
                 *       "requestId": "req_4fSv1nXbL8r2Qm6W",
                 *       "reproArtifact": "https://shop.example.com/screenshots/1.png"
                 *     }
                 */
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description The report is in the queue. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reportId": "rep_01kafzq2dxef2x8t5w4q7r1m0c",
                     *       "requestKept": true
                     *     }
                     */
                    "application/json": components["schemas"]["ReportReceipt"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listVisitorAccess: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "resourceType": "PAGE",
                     *           "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *           "accessType": "PURCHASE",
                     *           "status": "ACTIVE",
                     *           "title": "The premium guide",
                     *           "url": "https://demo.latchkey.example/premium",
                     *           "handle": "demo",
                     *           "slug": "premium",
                     *           "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "pricePaid": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refundedAmount": null,
                     *           "since": "2026-11-20T09:30:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "pending": [
                     *         {
                     *           "purchaseId": "pur_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "handle": "demo",
                     *           "pageId": "pag_01kafzq2dx0cef2x8t5w4q7r1m",
                     *           "pageSlug": "tokyo",
                     *           "title": "Tokyo on foot",
                     *           "price": {
                     *             "amount": 1800,
                     *             "currency": "jpy"
                     *           },
                     *           "since": "2026-11-20T09:30:00.000Z",
                     *           "payUrl": "https://payments.stripe.com/konbini/voucher/test_a1b2c3",
                     *           "payBy": "2026-12-04T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AccessHistory"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["VisitorUnauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                /**
                 * @example {
                 *       "everywhere": true
                 *     }
                 */
                "application/json": components["schemas"]["SignOutVisitor"];
            };
        };
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.com",
                 *       "handle": "demo",
                 *       "pageSlug": "premium",
                 *       "returnTo": "https://shop.example.com/thanks"
                 *     }
                 */
                "application/json": components["schemas"]["MagicLinkRequest"];
            };
        };
        responses: {
            /** @description The email is on its way. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challengeId": "chl_01kafzq2dxr1m0cef2x8t5w4q7",
                     *       "expiresAt": "2026-11-20T09:25:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MagicLinkChallenge"];
                };
            };
            400: components["responses"]["InvalidRedirectUrlOrInvalidRequest"];
            404: components["responses"]["HandleNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "visitor": {
                     *         "id": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *         "email": "ana@example.com",
                     *         "createdAt": "2026-11-20T09:15:00.000Z"
                     *       },
                     *       "session": {
                     *         "expiresAt": "2026-12-20T09:15:00.000Z",
                     *         "handle": "demo"
                     *       },
                     *       "sessionToken": "vst_3kTq9WmZ1xRb7YvLd0NcHsEfAu5GpJi2oX8tQeBz4Ky",
                     *       "returnTo": "https://shop.example.com/thanks"
                     *     }
                     */
                    "application/json": components["schemas"]["MagicLinkVerified"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["CodesLockedOrExpiredMagicLinkOrInvalidCodeOrInvalidMagicLinkOrUsedMagicLinkSettingCookies"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "exportedAt": "2026-11-20T10:30:00.000Z",
                     *       "visitor": {
                     *         "id": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *         "email": "ana@example.com",
                     *         "createdAt": "2026-11-20T09:15:00.000Z"
                     *       },
                     *       "sessions": [
                     *         {
                     *           "createdAt": "2026-11-20T09:15:00.000Z",
                     *           "expiresAt": "2026-12-20T09:15:00.000Z",
                     *           "handle": null
                     *         }
                     *       ],
                     *       "access": [
                     *         {
                     *           "resourceType": "PAGE",
                     *           "id": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                     *           "accessType": "PURCHASE",
                     *           "status": "ACTIVE",
                     *           "title": "The premium guide",
                     *           "url": "https://demo.latchkey.example/premium",
                     *           "handle": "demo",
                     *           "slug": "premium",
                     *           "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                     *           "pricePaid": {
                     *             "amount": 2500,
                     *             "currency": "usd"
                     *           },
                     *           "refundedAmount": null,
                     *           "since": "2026-11-20T09:30:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ],
                     *       "pending": [
                     *         {
                     *           "purchaseId": "pur_01kafzq2dxcef2x8t5w4q7r1m0",
                     *           "handle": "demo",
                     *           "pageId": "pag_01kafzq2dx0cef2x8t5w4q7r1m",
                     *           "pageSlug": "tokyo",
                     *           "title": "Tokyo on foot",
                     *           "price": {
                     *             "amount": 1800,
                     *             "currency": "jpy"
                     *           },
                     *           "since": "2026-11-20T09:30:00.000Z",
                     *           "payUrl": "https://payments.stripe.com/konbini/voucher/test_a1b2c3",
                     *           "payBy": "2026-12-04T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "interests": [
                     *         {
                     *           "handle": "demo",
                     *           "groupBuySlug": "vip-launch",
                     *           "quantity": 2,
                     *           "createdAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["VisitorExport"];
                };
            };
            401: components["responses"]["VisitorUnauthorized"];
            403: components["responses"]["FreshSessionRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMyInterests: {
        parameters: {
            query?: {
                /**
                 * @description Maximum number of items, 1 to 100.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description `nextCursor` of the previous page, unchanged; omit it for the first.
                 * @example WyIyMDI2LTExLTIwVDA5OjMwOjAwLjAwMFoiLCJwdXJfMDFrYWZ6cTJkeDdyMW0wY2VmMng4dDV3NHEiXQ
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interests. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "groupBuyId": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                     *           "handle": "demo",
                     *           "groupBuySlug": "vip-launch",
                     *           "title": "VIP launch evening",
                     *           "url": "https://demo.latchkey.example/_edge/group-buys/vip-launch",
                     *           "state": "PUBLISHED",
                     *           "quantity": 2,
                     *           "interestedQuantity": 7,
                     *           "targetQuantity": 10,
                     *           "deadline": "2027-01-31T18:00:00.000Z",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["VisitorInterestList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["VisitorUnauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "visitor": {
                     *         "id": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                     *         "email": "ana@example.com",
                     *         "createdAt": "2026-11-20T09:15:00.000Z"
                     *       },
                     *       "session": {
                     *         "expiresAt": "2026-12-20T09:15:00.000Z",
                     *         "handle": "demo"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentVisitor"];
                };
            };
            401: components["responses"]["VisitorUnauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Cache-Control": components["headers"]["CacheControl"];
                    RateLimit: components["headers"]["OptionalRateLimit"];
                    "RateLimit-Policy": components["headers"]["OptionalRateLimitPolicy"];
                    "Set-Cookie": components["headers"]["OptionalSetCookie"];
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["VisitorUnauthorizedSettingCookies"];
            403: components["responses"]["FreshSessionRequired"];
            409: components["responses"]["PaymentInProgress"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            502: components["responses"]["PaymentProvider"];
            503: components["responses"]["Unavailable"];
        };
    };
    "access.revoked": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "access.revoked",
                 *       "timestamp": "2026-11-21T14:00:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "pageId": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                 *         "pageSlug": "premium",
                 *         "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                 *         "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                 *         "price": {
                 *           "amount": 2500,
                 *           "currency": "usd"
                 *         },
                 *         "hasAccess": false,
                 *         "reason": "REFUNDED"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AccessRevokedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
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
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "group_buy.activated",
                 *       "timestamp": "2026-11-20T09:30:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "groupBuyId": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                 *         "groupBuySlug": "vip-launch",
                 *         "targetQuantity": 10,
                 *         "interestedQuantity": 10,
                 *         "people": 6
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyActivatedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
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
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "group_buy.target_reached",
                 *       "timestamp": "2026-11-20T09:30:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "groupBuyId": "gby_01kafzq2dx1m0cef2x8t5w4q7r",
                 *         "groupBuySlug": "vip-launch",
                 *         "targetQuantity": 10,
                 *         "interestedQuantity": 10,
                 *         "people": 6
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["GroupBuyTargetReachedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "purchase.completed": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "purchase.completed",
                 *       "timestamp": "2026-11-20T09:30:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "pageId": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                 *         "pageSlug": "premium",
                 *         "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                 *         "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                 *         "price": {
                 *           "amount": 2500,
                 *           "currency": "usd"
                 *         },
                 *         "hasAccess": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PurchaseCompletedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
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
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "purchase.disputed",
                 *       "timestamp": "2026-12-04T09:30:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "pageId": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                 *         "pageSlug": "premium",
                 *         "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                 *         "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                 *         "price": {
                 *           "amount": 2500,
                 *           "currency": "usd"
                 *         },
                 *         "hasAccess": false,
                 *         "dispute": {
                 *           "id": "dsp_01kafzq2dx8t5w4q7r1m0cef2x",
                 *           "status": "needs_response",
                 *           "amount": {
                 *             "amount": 2500,
                 *             "currency": "usd"
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PurchaseDisputedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
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
            header: {
                /**
                 * @description Id of the event, the same on every attempt. Ignore an id you have seen before.
                 * @example msg_01kafzq2dxef2x8t5w4q7r1m0c
                 */
                "webhook-id": string;
                /**
                 * @description When this attempt was sent, in seconds since 1970.
                 * @example 1795167000
                 */
                "webhook-timestamp": string;
                /**
                 * @description Space-separated signatures `v1,<base64>`: HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with a secret of the endpoint. One match is enough.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "purchase.refunded",
                 *       "timestamp": "2026-11-21T14:00:00.000Z",
                 *       "data": {
                 *         "handle": "demo",
                 *         "pageId": "pag_01kafzq2dxq7r1m0cef2x8t5w4",
                 *         "pageSlug": "premium",
                 *         "purchaseId": "pur_01kafzq2dx7r1m0cef2x8t5w4q",
                 *         "visitorId": "vis_01kafzq2dxf2x8t5w4q7r1m0ce",
                 *         "price": {
                 *           "amount": 2500,
                 *           "currency": "usd"
                 *         },
                 *         "hasAccess": false,
                 *         "refund": {
                 *           "id": "rfd_01kafzq2dxx8t5w4q7r1m0cef2",
                 *           "status": "succeeded",
                 *           "amount": {
                 *             "amount": 2500,
                 *             "currency": "usd"
                 *           }
                 *         },
                 *         "totalRefunded": {
                 *           "amount": 2500,
                 *           "currency": "usd"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PurchaseRefundedEvent"];
            };
        };
        responses: {
            /** @description Received. Any other response is retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
