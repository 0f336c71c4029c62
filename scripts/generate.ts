// `npm run generate`: writes what follows from the contract. With `--check` writes nothing, and fails naming what is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApiDocument } from '@latchkey/contract/openapi'
import { errorTable, operationTable, webhookEventTable } from './generate-operations.ts'
import { rulesPage } from './generate-rules.ts'
import { schemaTypes } from './generate-schema.ts'

const root = dirname(import.meta.dirname)
const check = process.argv.includes('--check')
const banner = '// Generated from the contract by `npm run generate`; do not edit.\n'

const document = `${JSON.stringify(openApiDocument(), null, 2)}\n`
const files = {
  'openapi/openapi.json': document,
  'packages/sdk/src/generated/schema.ts': banner + (await schemaTypes(document)),
  'packages/sdk/src/generated/errors.ts': banner + errorTable(),
  'packages/sdk/src/generated/operations.ts': banner + operationTable(),
  'packages/sdk/src/generated/webhook-events.ts': banner + webhookEventTable(),
  ...rulesPage(),
}

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const stale = Object.entries(files).filter(([name, content]) => read(join(root, name)) !== content)
for (const [name, content] of stale) {
  if (check) {
    console.error(`${name} does not follow from the contract any more; run \`npm run generate\`.`)
    process.exitCode = 1
  } else {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
    console.log(`wrote ${name}`)
  }
}
