import type { Data } from '@latchkey/sdk'
import { audit, auditSentences } from '../../text/audit.ts'

export type AuditEvent = Data<'listAuditEvents'>['items'][number]
type Change = Readonly<Record<string, unknown>>

/** Members that name what was changed, the plainest first. */
const names = [
  'title',
  'pageSlug',
  'slug',
  'fileName',
  'name',
  'email',
  'ownership',
  'origin',
  'url',
  'type',
  'role',
  'stripeAccountId',
]

const said = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null

/** Whom a list of people by address is about. */
const people = (event: AuditEvent) =>
  event.action === 'collaborators.replaced' ? Object.keys({ ...event.from, ...event.to }).join(', ') : null

/** Titles of pages, by what the log has of them. */
export type Titles = ReadonlyMap<string, string>

/** What an event is about, by its name; `null` if nothing names it. */
function subjectOf(event: AuditEvent, titles: Titles): string | null {
  for (const change of [event.to, event.from] as (Change | null)[]) {
    for (const name of names) {
      const value = said(change?.[name])
      if (value === null) continue
      if (name === 'title') return quoted(value)
      if (name === 'role') return audit.roles[value] ?? value
      const title = name === 'pageSlug' ? titles.get(value) : undefined
      return title === undefined ? value : quoted(title)
    }
  }
  return people(event)
}

const quoted = (title: string) => `“${title}”`

/** The sale that an event is about, which the dashboard shows; `null` if it is about none. */
export const saleOf = ({ from, to }: AuditEvent): string | null => {
  const { purchaseId } = { ...from, ...to } as Change
  return said(purchaseId)
}

const actorOf = ({ actor }: AuditEvent): string =>
  actor.kind === 'SYSTEM' ? audit.system : (actor.email ?? audit.formerAccount)

/** Who did what to what; an action that is newer than this dashboard goes by its own name. */
export function sentenceOf(event: AuditEvent, titles: Titles = new Map()): string {
  const sentences: Readonly<Record<string, string>> = auditSentences
  const verb = sentences[event.action] ?? event.action
  const isAboutItself = event.action === 'handle.created' || event.action === 'handle.updated'
  const by =
    event.actor.kind === 'TOKEN'
      ? audit.withToken
      : event.actor.kind === 'OAUTH_CLIENT'
        ? audit.withApp
        : null
  return [actorOf(event), verb, isAboutItself ? null : subjectOf(event, titles), by]
    .filter((part) => part !== null)
    .join(' ')
    .replace(/:$/, '')
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? audit.nothing : (said(value) ?? JSON.stringify(value))

/** What differs between before and after, member by member. */
export function changesOf({ from, to }: AuditEvent): { name: string; before: string; after: string }[] {
  const before = (from ?? {}) as Change
  const after = (to ?? {}) as Change
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, before: shown(before[name]), after: shown(after[name]) }))
    .filter((each) => each.before !== each.after)
}
