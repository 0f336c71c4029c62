import { areaPages } from '../reference/areas.ts'
import { errorPages } from '../reference/errors.ts'
import { eventPages } from '../reference/events.ts'
import { idempotencyPage } from '../reference/idempotency.ts'
import { limitsPage } from '../reference/limits.ts'
import { withLinkedNames } from '../reference/linked-names.ts'
import { listPages } from '../reference/lists.ts'
import { oauthErrorPages } from '../reference/oauth-errors.ts'
import { operationPages } from '../reference/operations.ts'
import { schemaPages } from '../reference/schemas.ts'
import { changelogPage } from './changelog.ts'
import { guidePages } from './guides.ts'
import type { Page } from './page.ts'

/** Every page of the reference. */
export const referencePages = (): readonly Page[] =>
  [
    ...areaPages(),
    ...operationPages(),
    ...eventPages(),
    ...schemaPages(),
    ...listPages(),
    limitsPage(),
    idempotencyPage(),
    ...errorPages(),
    ...oauthErrorPages(),
  ].map(withLinkedNames)

/** Every page of the site. */
export const allPages = (): readonly Page[] => [...guidePages(), ...referencePages(), changelogPage()]
