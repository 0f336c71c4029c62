export { acceptInvitations } from './invitations.ts'
