// Writes the page of the contract tests that says what each of their rules is.
import { rules } from '../packages/contract-tests/src/rules.ts'

const introduction = `<!-- Written from src/rules by \`npm run generate\`; edit those. -->

# Rules

What \`latchkey-contract-tests\` holds a deployment to. Findings, \`--only\` and \`--skip\` name a rule by its id. A declared
4xx is never a finding by itself: it is one where something else was due, or where it breaks a rule about errors.
`

/** The page by its file. */
export const rulesPage = (): Record<string, string> => ({
  'packages/contract-tests/rules.md': [
    introduction,
    ...Object.entries(rules).map(([id, { says, why }]) => `## ${id}\n\n${says}\n\nWhy: ${why}\n`),
  ].join('\n'),
})
