export { announce } from './announce.ts'
export { countDisabledEndpoints } from './queries.ts'
