#!/usr/bin/env node
import { main } from './main.ts'

const controller = new AbortController()
// Once: whoever presses it again does not want to wait for the report.
process.once('SIGINT', () => controller.abort())

const { stderr } = process
process.exitCode = await main(
  process.argv.slice(2),
  {
    out: console.log,
    error: console.error,
    ...(stderr.isTTY && { progress: (text) => void stderr.write(`\r\u001b[K${text ?? ''}`) }),
  },
  { signal: controller.signal },
)
