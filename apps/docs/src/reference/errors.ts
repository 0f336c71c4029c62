import { type ErrorCode, errorCatalogue, errorEntry, retryMeanings } from '@latchkey/contract'
import type { Page } from '../site/page.ts'

/** A page for every error code. */
export const errorPages = (): readonly Page[] =>
  (Object.keys(errorCatalogue) as ErrorCode[]).map((code) => {
    const { status, message, cause, cure, retry } = errorEntry(code)
    return {
      id: `errors/${code}`,
      title: code,
      description: message,
      body: `HTTP ${status}\n\n## Cause\n\n${cause}\n\n## What to do\n\n${cure}\n\n${retryMeanings[retry]}\n`,
    }
  })
