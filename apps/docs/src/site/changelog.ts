import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from './page.ts'
import { root } from './root.ts'

interface Log {
  readonly name: string
  /** As changesets writes it: a heading for each version, the newest first. */
  readonly text: string
}

/** What changed in all packages, by version: those that wait for a release, then the releases. */
export function changelog(pending: readonly string[], logs: readonly Log[]): string {
  const versions = new Map<string, string[]>()
  for (const { name, text } of logs) {
    for (const [, version = '', changes = ''] of text.matchAll(/^## (\S+)\n(.*?)(?=^## |(?![\s\S]))/gms)) {
      const deeper = changes.trim().replaceAll(/^#/gm, '##')
      versions.set(version, [...(versions.get(version) ?? []), `### ${name} ${version}\n\n${deeper}`])
    }
  }
  const notes = pending.map((text) => text.replace(/^---\n.*?\n---\n/s, '').trim())
  const waiting = notes.length > 0 ? [`## Not released yet\n\n${notes.join('\n\n')}`] : []
  const releases = [...versions].map(([version, parts]) => `## ${version}\n\n${parts.join('\n\n')}`)
  return `${[...waiting, ...releases].join('\n\n')}\n`
}

const read = (name: string) => readFileSync(join(root, name), 'utf8')
const filesLike = (pattern: string) => globSync(pattern, { cwd: root }).toSorted()

/** The page that says what changed. */
export const changelogPage = (): Page => ({
  id: 'changelog',
  title: 'Changelog',
  description: 'What changed for those who use the API, the SDK or the contract tests, release by release.',
  body: changelog(
    filesLike('.changeset/*.md')
      .filter((name) => !name.endsWith('README.md'))
      .map(read),
    filesLike('packages/{sdk,contract-tests}/CHANGELOG.md')
      .toReversed()
      .map((name) => {
        const text = read(name)
        return { name: /^# (\S+)/.exec(text)?.[1] ?? name, text }
      }),
  ),
})
