import { exitCodeOf, type Report, verdictOf } from '../report.ts'
import { rules } from '../rules.ts'
import { shown } from './exchange.ts'

/** The report as JUnit XML: a test case for each rule that holds, and one for each finding. */
export function junitReport(report: Report): string {
  const failing = new Set(report.findings.map(({ rule }) => rule))
  const passed = report.rules
    .filter((rule) => !failing.has(rule))
    .map((rule) => `  <testcase classname="latchkey" name="${rule}"/>`)
  const failed = report.findings.map(({ rule, where, sentence, exchanges }) => {
    const lines = [rules[rule].says, ...exchanges.map((exchange) => shown(exchange, report.mask))].join('\n')
    return [
      `  <testcase classname="latchkey" name="${escaped(`${rule}: ${report.mask.text(where)}`)}">`,
      `    <failure type="${rule}" message="${escaped(report.mask.text(sentence))}">${escaped(lines)}</failure>`,
      '  </testcase>',
    ].join('\n')
  })
  // What could not be checked is no success, however many rules were not broken.
  const errors =
    exitCodeOf(report) > 1
      ? [
          `  <testcase classname="latchkey" name="the run"><error message="${escaped(verdictOf(report))}"/></testcase>`,
        ]
      : []
  const cases = [...passed, ...failed, ...errors]
  const counts = `tests="${cases.length}" failures="${failed.length}" errors="${errors.length}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${escaped(`latchkey-contract-tests ${report.origin}`)}" ${counts} time="${report.seconds.toFixed(3)}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

/** Text for XML 1.0, which has no control characters but tab and line feed. */
const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is to go.
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"\n]/g, (character) => ENTITIES[character] ?? '')
