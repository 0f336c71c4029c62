// How a text that somebody edits stands to what the server has of it. Nothing here waits or sends.

/** What the server has, and how it names this state (`ETag`). */
export interface Version<Fields> {
  readonly etag: string
  readonly fields: Fields
}

export interface Editing<Fields> {
  /** The version that the text was written from. */
  readonly base: Version<Fields>
  /** As it was typed. */
  readonly fields: Fields
  /** What is on its way to the server. */
  readonly saving: Fields | null
  /** What was sent since `base`, of which nobody knows whether it arrived. */
  readonly sent: readonly Fields[]
  /** A version of somebody else, which this text would replace. */
  readonly theirs: Version<Fields> | null
}

export type EditingEvent<Fields> =
  | { readonly type: 'typed'; readonly fields: Fields }
  | { readonly type: 'sending' }
  /** The server has what was sent: a 2xx arrived, and nothing less. */
  | { readonly type: 'saved'; readonly version: Version<Fields> }
  /** It has not, and will not. */
  | { readonly type: 'refused' }
  /** No answer arrived: it may have. */
  | { readonly type: 'lost' }
  /** What the server has now was read. */
  | { readonly type: 'found'; readonly version: Version<Fields> }
  | { readonly type: 'take theirs' }
  /** One text was made of both. */
  | { readonly type: 'merged'; readonly fields: Fields }

/** Whether two texts are one to the server. */
export type Same<Fields> = (one: Fields, other: Fields) => boolean

export const begin = <Fields>(version: Version<Fields>): Editing<Fields> => ({
  base: version,
  fields: version.fields,
  saving: null,
  sent: [],
  theirs: null,
})

/** How many answers may be missing until what was sent first is forgotten; then it would count as somebody else's. */
const MAX_SENT = 20

/** What comes after an event. */
export function advance<Fields>(
  state: Editing<Fields>,
  event: EditingEvent<Fields>,
  same: Same<Fields>,
): Editing<Fields> {
  const { base, fields, sent } = state
  switch (event.type) {
    case 'typed':
      return { ...state, fields: event.fields }
    case 'sending':
      return { ...state, saving: fields, sent: [...sent.slice(1 - MAX_SENT), fields] }
    case 'saved':
      return { ...state, base: event.version, saving: null, sent: [], theirs: null }
    case 'refused':
      return { ...state, saving: null, sent: sent.slice(0, -1) }
    case 'lost':
      return { ...state, saving: null }
    case 'found':
      return found(state, event.version, same)
    case 'take theirs':
      return begin(state.theirs ?? base)
    case 'merged':
      return { ...begin(state.theirs ?? base), fields: event.fields }
  }
}

function found<Fields>(
  state: Editing<Fields>,
  version: Version<Fields>,
  same: Same<Fields>,
): Editing<Fields> {
  const { base, fields, sent } = state
  if (version.etag === base.etag) return { ...state, saving: null, theirs: null }
  // Nothing was typed, or it is what was typed: there is nothing to lose.
  if (same(fields, base.fields) || same(fields, version.fields)) return begin(version)
  // Only something else about it has changed, such as who may see it; or it is ours, and the answer was lost. What is
  // still on its way was written for a version that is gone, so the server will refuse it.
  const isOurs = same(version.fields, base.fields) || sent.some((each) => same(each, version.fields))
  if (isOurs) return { ...begin(version), fields }
  return { ...state, saving: null, theirs: version }
}

/** Whether there is text that the server is not known to have. */
export const isUnsaved = <Fields>({ base, fields }: Editing<Fields>, same: Same<Fields>): boolean =>
  !same(fields, base.fields)
