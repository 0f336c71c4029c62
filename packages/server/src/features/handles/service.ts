export { lockAs } from './authority.ts'
export { authorizeRole } from './guards.ts'
export { presentSummary } from './profile.ts'
export {
  deleteCollaborator,
  findOwnedHandles,
  findPeople,
  findProfile,
  findRoleOf,
  insertCollaborator,
  lockHandle,
  setRole,
} from './queries.ts'
export { confirmSupportEmail, inspectProof, type SupportEmailProof } from './support-email.ts'
