import type { Operation } from '../document.ts'

/** Would end what everything after them needs: the account, the handle, the session, or its password. */
const ENDING = new Set([
  'deleteAccount',
  'deleteHandle',
  'endSession',
  'eraseVisitor',
  'renameHandle',
  'signOut',
  'signOutVisitor',
  'transferHandle',
  'resetPassword',
])

/** What only people with that right may do; the answers to everybody else are those of a wrong credential. */
const isOperators = ({ object }: Operation) => object['x-audience'] === 'operator'

/** Whether inputs of an operation can be sent one after the other without the first ending all. */
export const mayBeSent = (operation: Operation, sandbox: boolean): boolean =>
  !(sandbox && (ENDING.has(operation.id) || isOperators(operation)))
