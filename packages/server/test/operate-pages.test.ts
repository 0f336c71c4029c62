// Holds what the pages for operators say of the server's own numbers to the code.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig, variableNames } from '../src/platform/config.ts'
import { processRoles, reservedConnections } from '../src/platform/database/connect.ts'
import { runners } from '../src/platform/runner-sizes.ts'

const read = (page: string) =>
  readFileSync(new URL(`../../../apps/docs/src/content/docs/operate/${page}.md`, import.meta.url), 'utf8')
const rowsOf = (page: string) =>
  [...read(page).matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '))

const variables = rowsOf('configuration').flatMap(([first = '', given = '']) => {
  const [, name] = /^`([A-Z0-9_]+)`$/.exec(first) ?? []
  return name ? [[name, given] as const] : []
})
const required = {
  DATABASE_URL: 'postgres://db.example/latchkey',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'hello@latchkey.example',
}

test('the page on configuration lists every variable, and no other', () => {
  expect(variables.map(([name]) => name).toSorted()).toEqual(variableNames.toSorted())
})

test('it says which are required, and with what the server goes on without the others', () => {
  const named = variables.filter(([, given]) => given === 'required').map(([name]) => name)
  expect(named.toSorted()).toEqual(Object.keys(required).toSorted())

  const config = readConfig(required)
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  const plain = variables.flatMap(([name, given]) => {
    const [, value] = /^`([\w:]+)`/.exec(given) ?? []
    return value && name in config && name !== 'PUBLIC_SCHEME' ? [[name, value] as const] : []
  })
  // `LIMITS` and folders are more than a word.
  const simple = plain.filter(([name]) => !['LIMITS', 'ASSETS_DIR'].includes(name))
  expect(simple.length).toBeGreaterThan(7)
  for (const [name, value] of simple) {
    expect([name, String(config[name as keyof typeof config])]).toEqual([name, value])
  }
})

test('the page on scaling counts the connections and slots that there are', () => {
  const rows = rowsOf('scaling')
  const counted = rows.filter(([first = '']) => /^\d+$/.test(first))
  for (const role of processRoles) {
    const own = counted.filter(([, owner]) => role === 'all' || owner === `\`${role}\``)
    expect(
      own.reduce((sum, [first]) => sum + Number(first), 0),
      role,
    ).toBe(reservedConnections(role))
  }
  expect(counted.map(([first]) => Number(first))).toContain(Object.keys(runners).length)
  const config = readConfig(required)
  const all = 'problems' in config ? 0 : config.DATABASE_POOL_MAX
  expect(rows.map(([first]) => first)).toContain(`the rest (${all - reservedConnections('all')} of ${all})`)

  const left = (role: 'web' | 'worker') => all - reservedConnections(role)
  expect(read('scaling').replaceAll('\n', ' ')).toContain(
    `a \`web\` process has ${left('web')} for requests if you leave \`DATABASE_POOL_MAX\` alone, and a \`worker\` ${left('worker')} for what jobs do.`,
  )

  const slots = rows.flatMap(([first = '', second]) => {
    const [, name] = /^`([a-z_]+)`$/.exec(first) ?? []
    return name && name in runners ? [[name, Number(second)]] : []
  })
  expect(Object.fromEntries(slots)).toEqual(runners)
})
