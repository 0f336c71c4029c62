// What other areas may use of this one.
export { syncConnectAccount } from './accounts.ts'
export { sweepAccounts } from './sweep.ts'
