export { lockAs } from './authority.ts'
export { acceptInvitations } from './invitations.ts'
