// What a change means for the version of the packages.
import { type Level, type RuleId, rules } from './rules.ts'

const bumps = ['none', 'patch', 'minor', 'major'] as const
export type Bump = (typeof bumps)[number]

export const isBump = (text: string): text is Bump => bumps.some((bump) => bump === text)

export const reaches = (bump: Bump, wanted: Bump): boolean => bumps.indexOf(bump) >= bumps.indexOf(wanted)

export const highest = (all: readonly Bump[]): Bump => bumps.findLast((bump) => all.includes(bump)) ?? 'none'

/** Before 1.0 the second number says what breaks, and the third all else (semver.org, §4; npm's `^0.1.0` reads it so). */
export const isUnstable = (version: string): boolean => version.startsWith('0.')

/** By how much a version is to be raised, at least, for a change of this level. */
function bumpFor(level: Level, version: string): Bump {
  switch (level) {
    case 'breaking':
      return isUnstable(version) ? 'minor' : 'major'
    case 'additive':
      return isUnstable(version) ? 'patch' : 'minor'
    case 'patch':
      return 'none'
  }
}

export const bumpOf = (rule: RuleId, version: string): Bump => bumpFor(rules[rule].level, version)
