import { type IdKind, idPrefix } from '@latchkey/contract'
import { typeid } from 'typeid-js'

/** A new id of this kind, sortable by time of creation. */
export const newId = (kind: IdKind): string => typeid(idPrefix(kind)).toString()
