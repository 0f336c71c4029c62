/** Who sees a page, as the API names it. */
export type PageState = 'PUBLISHED' | 'DRAFT' | 'ARCHIVED'

/** In the order in which they are offered. */
export const pageStates = ['PUBLISHED', 'DRAFT', 'ARCHIVED'] as const satisfies readonly PageState[]
