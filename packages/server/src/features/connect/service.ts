// What other areas may use of this one.
export { syncConnectAccount } from './accounts.ts'
export { reportStripe } from './checklist.ts'
export { leaveConnection } from './connections.ts'
export { connectionStateOf } from './onboarding.ts'
export { findSeller } from './queries.ts'
export { sweepAccounts } from './sweep.ts'
