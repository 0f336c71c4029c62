// Makes the programs' log lines short enough to read in a terminal.
import { styleText } from 'node:util'

interface LogLine {
  level: number
  time: number
  msg?: string
  err?: { message?: string; stack?: string }
  [name: string]: unknown
}

const width = 8

function parse(line: string): LogLine | null {
  try {
    const value = JSON.parse(line)
    return typeof value?.level === 'number' && typeof value.time === 'number' ? value : null
  } catch {
    return null
  }
}

const color = (level: number) => (level >= 50 ? 'red' : level >= 40 ? 'yellow' : 'reset')

/** One line of a program for the terminal; lines that pino did not write are kept as they are. */
export function formatLine(program: string, line: string, now = new Date()) {
  const parsed = parse(line)
  const time = (parsed ? new Date(parsed.time) : now).toTimeString().slice(0, 8)
  const head = `${styleText('dim', time)} ${styleText('cyan', program.padEnd(width))}`
  if (parsed === null) return `${head} ${line}`
  const { level, time: _, msg, err, operation, requestId, status, ms, ...rest } = parsed
  const request = [operation, status, ms === undefined ? undefined : `${ms} ms`, requestId]
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const text = [msg, ...request, ...facts].filter((part) => part !== undefined).join(' ')
  const stack = err?.stack ?? err?.message
  return `${head} ${styleText(color(level), text)}${stack === undefined ? '' : `\n${stack}`}`
}
