import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lint, loadConfig } from '@redocly/openapi-core'
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'
import { expect, test } from 'vitest'
import { documentFile } from './generated.ts'

test('Redocly finds nothing', async () => {
  const config = await loadConfig({ configPath: join(dirname(documentFile), 'redocly.yaml') })
  const problems = await lint({ ref: documentFile, config })
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
  ).toEqual([])
})

test('Spectral finds nothing', async () => {
  const linter = new spectral.Spectral()
  linter.setRuleset({
    extends: [[rulesets.oas as RulesetDefinition, 'all']],
    rules: {
      // Whom to ask is a matter of those who run a server; the contract knows none of them.
      'info-contact': 'off',
      // Areas stand in the order in which one gets to know them.
      'openapi-tags-alphabetical': 'off',
      // Every example is held against its schema by tests of our own, which take less time.
      'oas3-valid-media-example': 'off',
      'oas3-valid-schema-example': 'off',
    },
  })
  const problems = await linter.run(JSON.parse(readFileSync(documentFile, 'utf8')))
  expect(problems.map(({ code, path, message }) => `${code} ${path.join('/')}: ${message}`)).toEqual([])
})
