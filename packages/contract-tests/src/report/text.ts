import { curlOf } from '../curl.ts'
import { rules } from '../rules.ts'
import type { Report } from '../run.ts'

/** The report as a person reads it in a terminal. */
export function textReport({ origin, findings, requests, covered, declared, mask }: Report): string {
  const lines = findings.flatMap(({ rule, where, sentence, exchanges }) => [
    `✗ ${where}: ${mask.text(sentence)}`,
    `  ${rule}: ${rules[rule].says}`,
    ...exchanges.map((exchange) => `  ${curlOf(mask.request(exchange))}`),
    '',
  ])
  const result =
    findings.length === 0 ? 'Everything that was looked at holds.' : `${findings.length} findings.`
  return [
    ...lines,
    `${origin}: ${requests} requests; ${covered} of ${declared} declared answers seen.`,
    result,
  ].join('\n')
}
