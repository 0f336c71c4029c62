// Holds dashboard, alerts and their pages to the metrics that there are.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { collectJobMetrics } from '../packages/server/src/platform/job-metrics.ts'
import { createLog } from '../packages/server/src/platform/log.ts'
import { Metrics } from '../packages/server/src/platform/metrics.ts'
import { runners } from '../packages/server/src/platform/runner-sizes.ts'

const root = dirname(import.meta.dirname)
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const page = (name: string) => read(`apps/docs/src/content/docs/operate/${name}.md`)

const metrics = new Metrics()
metrics.collectPool(() => 0)
// It is asked for names only.
collectJobMetrics(metrics.registry, null as never, createLog('silent'))
const own = new Map(
  metrics.registry.getMetricsAsArray().map((metric) => {
    const { name, type, labelNames } = metric as unknown as {
      name: string
      type: string
      labelNames: string[]
    }
    return [name, { histogram: type === 'histogram' || 'buckets' in metric, labels: labelNames }]
  }),
)

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook_url: string }
}
const rules: Rule[] = parse(read('monitoring/alerts.yaml')).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
)
const panels: { title: string; targets: { expr: string; legendFormat: string }[] }[] = JSON.parse(
  read('monitoring/dashboard.json'),
).panels

const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
]

/** The metric that a series belongs to, which of a histogram are several. */
const metricOf = (series: string) => own.get(series) ?? own.get(series.replace(/_(?:bucket|sum|count)$/, ''))

test.each(expressions)('%s asks for metrics and labels that there are', (_, expr) => {
  const series = [...expr.matchAll(/latchkey_\w+/g)].map(([name]) => name)
  expect(series.length).toBeGreaterThan(0)
  expect(series.filter((name) => !metricOf(name))).toEqual([])
  // Of a histogram only its series are there.
  expect(series.filter((name) => own.get(name)?.histogram)).toEqual([])
  const labels = new Set(['le', 'instance', ...series.flatMap((name) => metricOf(name)?.labels ?? [])])
  const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(', '))
  const selected = [...expr.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, name = '']) => name)
  expect([...grouped, ...selected].filter((name) => !labels.has(name))).toEqual([])
  const named = [...expr.matchAll(/runner[=!]~?"([^"]*)"/g)].flatMap(([, names = '']) => names.split('|'))
  expect(named.filter((name) => !(name in runners))).toEqual([])
})

test('a counter whose first increase is worth an alert stands at zero before that', async () => {
  const counted = rules.flatMap(({ expr }) => [...expr.matchAll(/increase\((\w+)/g)].map(([, name]) => name))
  counted.push(...rules.flatMap(({ expr }) => /rate\((\w+)\[\w+\]\)\) > 0$/.exec(expr)?.[1] ?? []))
  expect(counted).toContain('latchkey_unmatched_payments_total')
  for (const name of counted) {
    const series = await metrics.registry.getSingleMetric(name ?? '')?.get()
    expect(
      series?.values.map(({ value }) => value),
      name,
    ).not.toEqual([])
  }
})

test('every alert has its entry in the runbook, and a row in the page on observability', () => {
  const entries = [...page('runbook').matchAll(/^### (Latchkey\w+)$/gm)].map(([, name]) => name)
  const names = rules.map(({ alert }) => alert)
  expect(entries).toEqual(names)
  const listed = [...page('observability').matchAll(/^\| \[(\w+)\]\((\S+)\) \|/gm)].map(([, name, to]) => [
    name,
    to,
  ])
  expect(listed).toEqual(names.map((name) => [name, `/operate/runbook#${name.toLowerCase()}`]))
  for (const { alert, annotations, labels } of rules) {
    expect(annotations.runbook_url).toBe(
      `https://docs.latchkey.example/operate/runbook#${alert.toLowerCase()}`,
    )
    expect(['page', 'ticket']).toContain(labels.severity)
    const shown = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label)
    for (const label of shown)
      expect(rules.find((rule) => rule.alert === alert)?.expr).toContain(`by (${label})`)
  }
})

test('every metric is documented with its labels, and is on the dashboard', () => {
  const rows = [...page('observability').matchAll(/^\| `(latchkey_\w+)` \| (.*?) \|/gm)].map(
    ([, name = '', by = '']) => [name, [...by.matchAll(/`(\w+)`/g)].map(([, label]) => label)],
  )
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries([...own].map(([name, { labels }]) => [name, labels])),
  )
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join()
  expect([...own.keys()].filter((name) => !shown.includes(name))).toEqual([])
})

test('labels take words of ours as values, of which there are few', () => {
  // Whoever adds one says here why it is bounded.
  const bounded = {
    operation: 'operations of the contract and hosted pages',
    status: 'HTTP',
    limit: 'operations by dimensions',
    call: 'words of paths in stripe-client.ts',
    result: 'types in metrics.ts',
    kind: 'mail kinds',
    why: 'a type',
    task: 'jobs',
    runner: 'runners',
  }
  const used = new Set([...own.values()].flatMap(({ labels }) => labels))
  expect([...used].toSorted()).toEqual(Object.keys(bounded).toSorted())
})
