// What other areas may ask of this one.
export { isPageLocked } from './queries.ts'
