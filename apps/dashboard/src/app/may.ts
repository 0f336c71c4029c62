import { requiredRoles } from 'virtual:contract'
import type { Data, OperationId } from '@latchkey/sdk'
import { useHandle } from './handles.ts'

export type Role = Data<'listCollaborators'>['collaborators'][number]['role']

const strength = ['CREATOR', 'OPERATOR', 'OWNER']

/** Whether a role on a handle is enough for an operation, by the contract; without a role it is not. */
const mayCall = (role: string | undefined, operation: OperationId): boolean =>
  role !== undefined && strength.indexOf(role) >= strength.indexOf(requiredRoles[operation] ?? 'CREATOR')

/** What whoever is signed in may do on the handle of the screen. The server decides; this spares people the try. */
export function useMay(): (operation: OperationId) => boolean {
  const { role } = useHandle()
  return (operation) => mayCall(role, operation)
}
