/** What HTTP asks of every path. */
export const httpRules = {
  'method-not-allowed': {
    says: 'A method that a path does not have is answered 405, with `Allow` naming those that it has.',
    why: 'RFC 9110 §15.5.6; a client learns what it did wrong, and nothing happens by mistake.',
  },
  'unknown-path': {
    says: 'A path that does not exist is answered 404 as JSON, with the code `not_found`, however odd it is.',
    why: 'A client that expects JSON must not meet a page, and nothing that anybody types is a fault of the server.',
  },
  'unknown-name': {
    says: 'A name in a path that cannot exist is answered as one that does not: by 404, or by 401 where nobody is signed in.',
    why: 'Names come from links that people type and cut short; that is no fault of the server, and changes nothing.',
  },
  'head-like-get': {
    says: 'HEAD is answered as GET is, with the same status and headers, and without a body.',
    why: 'RFC 9110 §9.3.2; monitors and link checkers send HEAD.',
  },
  'unknown-query': {
    says: 'A query parameter that is not declared is ignored.',
    why: 'Trackers and caches append their own; the response must not depend on them.',
  },
  'repeated-query': {
    says: 'A query parameter that takes one value is refused when it comes twice.',
    why: 'Of two values, a proxy and a server may each take another, and so see different requests.',
  },
  'invalid-query': {
    says: 'A query parameter that does not fit its schema is refused with 400, which names it in `details.issues`.',
    why: 'If a filter is silently ignored, the response is not what was asked for.',
  },
  'cors-preflight': {
    says: 'Where answers may be read from any origin, a preflight allows the methods and headers that the SDK sends.',
    why: 'Otherwise the browser does not send the request, and the front end learns nothing but “Failed to fetch”.',
  },
  'cors-headers': {
    says: 'A response that another origin may read exposes the headers that the SDK reads.',
    why: 'A browser shows scripts only what `Access-Control-Expose-Headers` names.',
  },
  'cors-credentials': {
    says: 'No other origin may send cookies, and none is echoed in a response without `Vary: Origin`.',
    why: 'Otherwise any page could act as the visitor who looks at it, or a cache could hand its permission to others.',
  },
} as const
