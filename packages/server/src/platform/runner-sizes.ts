// Why: apps/docs/src/content/docs/internals/decisions/0012-worker-split.md
/**
 * What works on jobs beside each other in one process, and how many at once: a runner that waits for a mail server or a
 * creator's endpoint keeps no other one waiting.
 */
export const runners = { payments: 4, sign_in_mail: 2, mail: 2, webhooks: 4, clean_up: 2 } as const

export type RunnerName = keyof typeof runners
