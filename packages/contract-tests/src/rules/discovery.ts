/** What the discovery documents must say. */
export const discoveryRules = {
  'discovery-issuer': {
    says: 'The issuer, the protected resource and the server in the document are the origin that was asked.',
    why: 'RFC 8414 §3.3 and RFC 9728 §3.3; a client must refuse metadata that names another issuer.',
  },
  'discovery-agrees': {
    says: 'The metadata of the authorization server, that of the resource, and the document name the same endpoints and scopes.',
    why: 'Clients read one of them and expect what the others say.',
  },
  'discovery-endpoints': {
    says: 'Every endpoint that discovery names is an operation of the document, on this origin, and responds.',
    why: 'A client that follows discovery must not end at a 404.',
  },
  'discovery-keys': {
    says: 'The signing keys are public keys only, each with an id of its own and an algorithm for signatures.',
    why: 'RFC 7517; a private member would let anybody sign tokens.',
  },
  'discovery-challenge': {
    says: 'A 401 leads to the metadata of the resource, with `resource_metadata` in `WWW-Authenticate`.',
    why: 'RFC 9728 §5.1; it is how an MCP client finds out where to sign in.',
  },
} as const
