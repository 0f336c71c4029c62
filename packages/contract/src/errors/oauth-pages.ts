import type { ErrorEntry } from './entry.ts'

/** OAuth, as people meet it in the browser; what clients are told is in oauth-errors.ts. */
export const oauthPageErrors = {
  oauth_client_not_found: {
    status: 400,
    message: 'We do not recognize the app that sent you here.',
    cause:
      'No client is registered with this `client_id`. Clients that are never used are removed after a while.',
    cure: 'Register again, and use the `client_id` you receive.',
    retry: 'never',
  },
  oauth_client_document_invalid: {
    status: 400,
    message: 'The app that sent you here could not be identified: its metadata document cannot be used.',
    cause:
      'The `client_id` is a URL, but what was found there is not a client metadata document, is too large, or could not be fetched.',
    cure: 'A `client_id` that is a URL must be an https URL at a public address which returns, without redirects, a small JSON document whose `client_id` is that URL.',
    retry: 'never',
  },
  oauth_redirect_uri_mismatch: {
    status: 400,
    message: 'The app that sent you here wants to send you to an address it has not registered.',
    cause: 'The `redirect_uri` of the request is none of those that the client registered.',
    cure: 'Send a `redirect_uri` exactly as it is registered. Only the port of a loopback address may differ.',
    retry: 'never',
  },
  oauth_request_refused: {
    status: 400,
    message: 'The app that sent you here made a request that we cannot process. Go back to it and try again.',
    cause:
      'A parameter of the authorization request is missing or not supported; the page names the error. It is returned to the `redirect_uri` only for apps that the account has already connected, because anyone can register one.',
    cure: 'Correct the parameter that the page names, and send the browser here again.',
    retry: 'never',
  },
  oauth_consent_expired: {
    status: 400,
    message: 'This request has already been answered, or it has expired.',
    cause: 'A consent page can be answered once, for a short time, by the account it was shown to.',
    cure: 'Start again from the app.',
    retry: 'never',
  },
} as const satisfies Record<string, ErrorEntry>
