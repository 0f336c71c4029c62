export { lockAs } from './authority.ts'
export { authorizeRole } from './guards.ts'
export { currentName, displayName } from './names.ts'
export { listenersOf, type MailSetting } from './notification-queries.ts'
export { presentSummary } from './profile.ts'
export {
  deleteCollaborator,
  dropStripeAccount,
  findHandle,
  findOwnedHandles,
  findPeople,
  findProfile,
  findRoleOf,
  findSiteNames,
  handleIdOf,
  holdHandles,
  insertCollaborator,
  lockHandle,
  lockLiveHandle,
  setRole,
  setStripeAccount,
} from './queries.ts'
export { confirmSupportEmail, inspectProof, type SupportEmailProof } from './support-email.ts'
