export { announce } from './announce.ts'
export { countDisabledEndpoints, endpointsOf, removeEndpoints } from './queries.ts'
