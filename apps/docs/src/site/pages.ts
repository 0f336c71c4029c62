import { errorPages } from '../reference/errors.ts'
import { operationPages } from '../reference/operations.ts'
import { guidePages } from './guides.ts'
import type { Page } from './page.ts'

/** Every page of the site. */
export const allPages = (): readonly Page[] => [...guidePages(), ...operationPages(), ...errorPages()]
