/** Milliseconds between two looks for what is new, while somebody looks. */
const POLL = 15_000

interface Pages {
  readonly state: { readonly data?: { readonly pages: readonly unknown[] } | undefined }
}

/** How long a list that is read page by page waits: each page is asked for again, so the more there are, the longer. */
export const pollPages = ({ state }: Pages): number => POLL * Math.max(1, state.data?.pages.length ?? 1)

/** How long anything else waits. */
export const poll = POLL
