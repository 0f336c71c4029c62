export { lockAs } from './authority.ts'
export { acceptInvitations } from './invitations.ts'
export { confirmSupportEmail, inspectProof, type SupportEmailProof } from './support-email.ts'
