import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseChangesetFile } from '@changesets/parse'
import { type Bump, isUnstable } from './bumps.ts'
import type { Finding } from './walk.ts'

/** The package whose types are those of the document; the others that are published have the same version. */
const sdk = '@latchkey/sdk'

/** A note on a change, for the next release. */
export interface Changeset {
  readonly file: string
  /** By how much it raises the version of the SDK. */
  readonly bump: Bump
  /** What it names between backticks. */
  readonly names: ReadonlySet<string>
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
}

const manifestsIn = (root: string): Manifest[] =>
  readdirSync(join(root, 'packages')).map((folder) =>
    JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')),
  )

/** Names of the packages that are published. */
const publishedPackages = (root: string): string[] =>
  manifestsIn(root).flatMap((manifest) => (manifest.private ? [] : [manifest.name]))

/** The version of the newest release: only a release changes it. */
export function releasedVersion(root: string): string {
  const version = manifestsIn(root).find(({ name }) => name === sdk)?.version
  if (version === undefined) throw new Error(`There is no package ${sdk}.`)
  return version
}

/**
 * The changesets since the newest release.
 * @throws when one could not be released; the message names its file.
 */
export function readChangesets(root: string): Changeset[] {
  const published = publishedPackages(root)
  const version = releasedVersion(root)
  const files = readdirSync(join(root, '.changeset')).filter((file) => /^(?!README).*\.md$/.test(file))
  return files.toSorted().map((name) => {
    const file = `.changeset/${name}`
    const { summary, releases } = parse(file, readFileSync(join(root, file), 'utf8'))
    if (summary.trim() === '') throw new Error(`${file} does not say what changed.`)
    for (const release of releases) {
      if (!published.includes(release.name)) {
        throw new Error(`${file} names ${release.name}; published are ${published.join(', ')}.`)
      }
      if (release.type === 'major' && isUnstable(version)) {
        throw new Error(
          `${file} says \`major\`, which would release 1.0.0; before that, what breaks is \`minor\`.`,
        )
      }
    }
    const names = new Set([...summary.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each))
    return { file, bump: releases.find((each) => each.name === sdk)?.type ?? 'none', names }
  })
}

function parse(file: string, text: string) {
  try {
    return parseChangesetFile(text)
  } catch (error) {
    throw new Error(`${file} is no changeset: ${error instanceof Error ? error.message : error}`)
  }
}

/** Whether a changeset tells of a change, by its subject, or by the rule when many have the same. */
export const names = (changeset: Changeset, { subject, rule }: Finding): boolean =>
  changeset.names.has(subject) || changeset.names.has(rule)

/** How many subjects a changeset names; of more, it names the rule. */
const most = 8

/** The names by which a changeset tells of these changes. */
export function namesFor(findings: readonly Finding[]): string[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  return [
    ...new Set(
      [...byRule].flatMap(([rule, list]) => {
        const subjects = [...new Set(list.map(({ subject }) => subject))]
        return subjects.length > most ? [rule] : subjects
      }),
    ),
  ]
}

/** A changeset as it is written down, and a name for its file. */
export function writeChangeset(sentence: string, bump: Bump, named: readonly string[]) {
  const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const missing = named.filter((name) => !sentence.includes(`\`${name}\``))
  const concerns = missing.map((name) => `\`${name}\``).join(', ')
  const summary = concerns === '' ? sentence : `${sentence}\n\nConcerns ${concerns}.`
  return { name: words.slice(0, 6).join('-'), text: `---\n'${sdk}': ${bump}\n---\n\n${summary}\n` }
}
