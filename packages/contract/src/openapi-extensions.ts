import { EXAMPLE_DOCS_URL } from './example-shop.ts'
import { withAddressLimit } from './limits.ts'
import type { OperationDefinition } from './route.ts'

/** Whom an operation is for. */
type Audience = 'visitor' | 'creator' | 'operator' | 'client'

function audience(area: string, { auth, rawBody, errorsAsHtml }: OperationDefinition): Audience {
  switch (auth.subject) {
    case 'visitor':
      return 'visitor'
    case 'account':
      return 'creator'
    case 'platform_operator':
      return 'operator'
    case 'token':
      return 'client'
    case 'anyone':
      if (rawBody) return 'client'
      // What clients call answers data; its pages are for whoever decides on them.
      if (area === 'oauth') return errorsAsHtml ? 'creator' : 'client'
      return area === 'accounts' ? 'creator' : 'visitor'
  }
}

/** The page of the docs about an area, or about one operation or event of it. */
export const referencePage = (area: string, id?: string) => ({
  url: [EXAMPLE_DOCS_URL, 'reference', area, ...(id === undefined ? [] : [id])].join('/'),
})

// What each of them says to tools and people: apps/docs/src/content/docs/reference/extensions.md
/** What the document says of an operation beyond OpenAPI. */
export const operationExtensions = (area: string, operationId: string, operation: OperationDefinition) => ({
  externalDocs: referencePage(area, operationId),
  'x-audience': audience(area, operation),
  ...(operation.auth.role && { 'x-required-role': operation.auth.role }),
  ...(operation.auth.subject === 'token' && { 'x-scope': operation.auth.scope }),
  ...(operation.idempotency && { 'x-idempotency': operation.idempotency }),
  'x-rate-limit': withAddressLimit(operation.limits),
})
