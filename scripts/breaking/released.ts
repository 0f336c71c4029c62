// Whether what changed since the newest release will be told in the next.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bumpOf, reaches } from './bumps.ts'
import { type Changeset, names, readChangesets, releasedVersion } from './changesets.ts'
import { compareDocuments } from './compare.ts'
import type { OpenApi } from './document.ts'
import { type RuleId, rules } from './rules.ts'
import type { Finding } from './walk.ts'

/** The API of today, and that of the newest release. */
export const documents = { today: 'openapi/openapi.json', released: 'openapi/released/openapi.json' }

export interface Status {
  /** Of the newest release. */
  readonly version: string
  readonly changesets: readonly Changeset[]
  readonly findings: readonly Finding[]
  /** Those of the findings that no changeset of their level tells of. */
  readonly untold: readonly Finding[]
}

/** Compares the document with the released one, and the differences with the changesets. Needs neither git nor network. */
export function releaseStatus(root: string): Status {
  const read = (file: string): OpenApi => JSON.parse(readFileSync(join(root, file), 'utf8'))
  const version = releasedVersion(root)
  const changesets = readChangesets(root)
  const findings = compareDocuments(read(documents.released), read(documents.today))
  const untold = findings.filter((finding) => {
    const wanted = bumpOf(finding.rule, version)
    return wanted !== 'none' && !changesets.some((each) => reaches(each.bump, wanted) && names(each, finding))
  })
  return { version, changesets, findings, untold }
}

/** How many places are listed of those that one rule found. */
const most = 6

const counted = (count: number, level: string) => `${count} ${level} ${count === 1 ? 'change' : 'changes'}`

/** What changed, rule by rule, what breaks first. */
export function describe(findings: readonly Finding[]): string {
  const order = ['breaking', 'additive', 'patch']
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)].toSorted(
    ([a], [b]) => order.indexOf(rules[a].level) - order.indexOf(rules[b].level),
  )
  return byRule.map(([rule, list]) => describeRule(rule, list)).join('\n')
}

function describeRule(rule: RuleId, list: readonly Finding[]): string {
  const { level, says } = rules[rule]
  const places = list.slice(0, most).map(({ subject, path, detail }) => {
    const place = `${subject}${path}`
    return `    ${detail === '' ? place : `${place}: ${detail}`}`
  })
  const others = list.length > most ? [`    and ${list.length - most} more`] : []
  return [`  ${level}  ${rule}  ${says}`, ...places, ...others].join('\n')
}

/** How many of each level, in words. */
export function summary(findings: readonly Finding[]): string {
  const levels = ['breaking', 'additive', 'patch'].map((level) => {
    const count = findings.filter(({ rule }) => rules[rule].level === level).length
    return { count, text: counted(count, level) }
  })
  return levels.flatMap(({ count, text }) => (count > 0 ? [text] : [])).join(', ')
}

/** What to do about changes that no changeset tells of. */
export function advice({ version, untold }: Status): string {
  const levels = [...new Map(untold.map(({ rule }) => [rules[rule].level, rule]))]
  const needs = levels.map(([level, rule]) => {
    const kind = level === 'additive' ? 'an additive' : 'a breaking'
    return `${kind} change needs one that says \`${bumpOf(rule, version)}\` or more, and names it`
  })
  return [
    `No changeset tells of ${summary(untold)}: ${needs.join('; ')}. This writes it:`,
    '',
    "  npm run changeset -- 'What changed, in a sentence for those who use the SDK.'",
    '',
    'If the change is not meant, undo it in the contract and run `npm run generate`.',
  ].join('\n')
}
