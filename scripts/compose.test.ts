// Holds compose.yaml to what the server reads: no Docker is needed to see that it fits together.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig, variableNames } from '../packages/server/src/platform/config.ts'

interface Service {
  readonly build?: unknown
  readonly image?: string
  readonly environment?: Record<string, string | null>
  readonly ports?: string[]
  readonly volumes?: string[]
  readonly depends_on?: Record<string, unknown>
  readonly configs?: { source: string; target: string }[]
}

const file = readFileSync(join(dirname(import.meta.dirname), 'compose.yaml'), 'utf8')
const composed: {
  services: Record<string, Service>
  configs: Record<string, { content: string }>
  volumes: Record<string, null>
} = parse(file, { merge: true })
const { services, configs, volumes } = composed

const sample: Record<string, string> = {
  PUBLIC_DOMAIN: 'latchkey.example',
  POSTGRES_PASSWORD: 'letters1',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
  SMTP_URL: 'smtps://mail.example:465',
  MAIL_FROM: 'Latchkey <hello@latchkey.example>',
}
/** As Compose fills in variables of `.env`. */
const filled = (value: string) =>
  value.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name, otherwise) => sample[name] ?? otherwise ?? '')

const processes = Object.entries(services).flatMap(([name, { environment }]) => {
  if (!environment?.LATCHKEY_ROLE) return []
  const given = Object.entries(environment).map(([key, value]) => [
    key,
    value === null ? undefined : filled(value),
  ])
  const config = readConfig(Object.fromEntries(given))
  if ('problems' in config) throw new Error(`${name}: ${config.problems.join(' ')}`)
  return [{ name, config, environment }]
})
const web = processes.filter(({ config }) => config.LATCHKEY_ROLE === 'web')

test('two processes serve requests and one works on jobs', () => {
  expect(processes.map(({ config }) => config.LATCHKEY_ROLE)).toEqual(['web', 'web', 'worker'])
  const ports = web.flatMap(({ name }) => services[name]?.ports ?? [])
  expect(new Set(ports).size).toBe(2)
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:8787$/)
  expect(services.worker?.ports).toBeUndefined()
})

test('every variable of the server can be set, but those that a container does not need', () => {
  for (const { name, environment } of processes) {
    const left = variableNames.filter((variable) => !(variable in environment))
    expect(left, name).toEqual(['PORT', 'PUBLIC_SCHEME', 'STRIPE_API_BASE', 'SANDBOX_INBOX', 'ASSETS_DIR'])
    expect(Object.keys(environment).filter((variable) => !variableNames.includes(variable))).toEqual([])
  }
})

const settings = (source: string) =>
  Object.fromEntries(
    [...(configs[source]?.content ?? '').matchAll(/^(\S+) = (.*)$/gm)].map(([, name = '', value]) => [
      name,
      value,
    ]),
  )

test('requests go through the pooler, jobs do not, and PostgreSQL has connections for all', () => {
  const pooler = settings('pgbouncer')
  for (const { config } of processes) {
    expect(new URL(config.DATABASE_URL).host).toBe(`pooler:${pooler.listen_port}`)
    const direct = new URL(config.JOBS_DATABASE_URL)
    expect(direct.host).toBe('postgres:5432')
    expect(pooler['*']).toContain(`host=${direct.hostname} port=${direct.port}`)
    const { username, password } = direct
    expect(filled(configs['pgbouncer-users']?.content ?? '')).toBe(`"${username}" "${password}"\n`)
  }
  expect(pooler.pool_mode).toBe('transaction')
  const asked = web.reduce((sum, { config }) => sum + config.DATABASE_POOL_MAX, 0)
  expect(Number(pooler.max_client_conn)).toBeGreaterThan(2 * asked)
  const jobs = processes.filter(({ config }) => config.LATCHKEY_ROLE === 'worker')
  const direct = jobs.reduce((sum, { config }) => sum + config.DATABASE_POOL_MAX, 0)
  // PostgreSQL allows 100; while a deployment is rolled out, there may be two of each.
  expect(2 * (Number(pooler.default_pool_size) + direct)).toBeLessThan(97)
})

test('whatever a service refers to is there', () => {
  for (const [name, service] of Object.entries(services)) {
    for (const other of Object.keys(service.depends_on ?? {})) expect(services, name).toHaveProperty(other)
    for (const { source } of service.configs ?? []) expect(configs, name).toHaveProperty(source)
    for (const volume of service.volumes ?? [])
      expect(volumes, name).toHaveProperty(volume.split(':')[0] ?? '')
    expect(service.build ?? service.image, name).toBeDefined()
  }
  const targets = services.pooler?.configs?.map(({ target }) => target)
  expect(targets).toContain(settings('pgbouncer').auth_file)
  expect(JSON.stringify(services.pooler?.build)).toContain(targets?.[0])
})
