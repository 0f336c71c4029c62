export { announce } from './announce.ts'
export { endpointsOf, removeEndpoints } from './queries.ts'
