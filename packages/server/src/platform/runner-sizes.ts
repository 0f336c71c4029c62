// Why: apps/docs/src/content/docs/internals/decisions/0012-worker-split.md
/**
 * What works on jobs beside each other in one process, and how many at once: a runner that waits for a mail server or a
 * creator's endpoint keeps no other one waiting.
 */
export const runners = { payments: 4, sign_in_mail: 6, mail: 4, webhooks: 4, clean_up: 2 } as const

export type RunnerName = keyof typeof runners

/**
 * How many jobs a runner takes at once; one by one unless it is said here. Taking a job is a commit, which costs as much as
 * the rest of what a mail asks of the database.
 */
export const batches: { readonly [R in RunnerName]?: number } = { sign_in_mail: 24, mail: 24 }

/**
 * Milliseconds for which a runner that has looked for jobs lets others be announced before it looks again; none unless it
 * is said here. It is not announced whose a job is, so all look, and those for whose jobs nobody waits would mostly look
 * for what is others'.
 */
export const patience: { readonly [R in RunnerName]?: number } = { mail: 25, webhooks: 100, clean_up: 100 }
