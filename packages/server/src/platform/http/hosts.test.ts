import { expect, test } from 'vitest'
import type { Config } from '../config.ts'
import { hostOf } from './hosts.ts'

const config = { PUBLIC_DOMAIN: 'latchkey.test', PUBLIC_SCHEME: 'https' } as Config

test.each([
  ['latchkey.test', 'api'],
  ['LATCHKEY.test', 'api'],
  ['api.latchkey.test', 'api'],
  ['latchkey.test:443', 'api'],
  ['app.latchkey.test', 'app'],
  ['docs.latchkey.test', 'docs'],
  ['demo.latchkey.test', 'handle'],
  ['demo.latchkey.test:443', 'handle'],
  ['latchkey.test:80', 'unknown'],
  ['latchkey.test:8443', 'unknown'],
  ['latchkey.test.', 'unknown'],
  ['a.b.latchkey.test', 'unknown'],
  ['www.latchkey.test', 'unknown'],
  ['evil.example', 'unknown'],
  ['latchkey.test.evil.example', 'unknown'],
  [undefined, 'unknown'],
])('%s is %s', (header, kind) => {
  expect(hostOf(header, config).kind).toBe(kind)
})
