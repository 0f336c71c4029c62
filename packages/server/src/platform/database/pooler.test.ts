import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const source = dirname(dirname(import.meta.dirname))

/** What belongs to a session, which behind a transaction pooler is another one a moment later. */
const ofSession =
  /\b(?:un)?listen [a-z"$]|pg_(?:try_)?advisory_(?:un)?lock\b|pg_(?:try_)?advisory_lock_shared|\bset (?:session|role|\w+ (?:=|to) ['\w$])|set_config\([^)]*, ?false\)|\bprepare \w+ as\b|\bdeallocate\b|\btemp(?:orary)? table\b|\bwith hold\b|\bdeclare \w+ cursor\b/i

/** Its text in backticks: what may be SQL. */
const literals = (code: string) => [...code.matchAll(/`(?:[^`\\]|\\.)*`/gs)].map(([text]) => text)

const isUpdate = (text: string) => /\bupdate\b[\s\S]*\bset\b/i.test(text)

test('what belongs to a session is asked for on connections that go past a pooler only', () => {
  const found = globSync('**/*.ts', { cwd: source })
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/migrations/'))
    .flatMap((file) =>
      literals(readFileSync(join(source, file), 'utf8'))
        .filter((text) => ofSession.test(text) && !isUpdate(text))
        .map((text) => `${file}: ${text.replaceAll(/\s+/g, ' ').slice(0, 80)}`),
    )
  expect(found).toEqual([expect.stringMatching(/^platform\/liveness\.ts: `select pg_advisory_lock/)])
})
