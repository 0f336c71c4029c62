// Whoever reads a guide and does what it says: saves its files, and types its commands into terminals.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { environment } from '../../../packages/sdk/test/consumer.ts'
import type { Block } from '../src/site/fences.ts'
import { root } from '../src/site/root.ts'

/** Packages that guides have their readers install, beside the SDK. */
export const linkedPackages = (): string[] =>
  ['@modelcontextprotocol/sdk'].map((name) => realpathSync(join(root, 'packages/server/node_modules', name)))

/** What a person does beside the terminal, given what the running command has printed so far. */
export type Deed = (printed: () => string) => Promise<void>

/** Where guides say that their own small servers listen. */
const OWN_SERVER = 'localhost:4000'

/** Milliseconds for one block, on a machine that does much else. */
const PATIENCE = 240_000

/** The end of a block in what a shell prints. */
const END = '⟨the block has ended⟩'

interface Program {
  readonly child: ChildProcess
  printed(): string
  complaints(): string
  readonly ended: Promise<number | null>
}

function start(args: readonly string[], folder: string): Program {
  const path = `${dirname(process.execPath)}:${process.env.PATH}`
  const child = spawn('bash', ['--noprofile', '--norc', ...args], {
    cwd: folder,
    // Of the servers in guides each takes a port that is free.
    env: { ...environment, PATH: path, PORT: '0', npm_config_cache: join(folder, '.npm') },
    detached: true,
  })
  let [printed, complaints] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  // What it has started ends with it.
  onTestFinished(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, printed: () => printed, complaints: () => complaints, ended }
}

/** Stands at a port for a server of the guide, which is elsewhere, and later. @returns it with what it leads to. */
async function standIn(): Promise<{ host: string; lead: (host: string) => void }> {
  let target: string | null = null
  const server = createServer((here) => {
    const [, port] = /:(\d+)$/.exec(target ?? '') ?? []
    if (!port) return here.destroy()
    const there = connect(Number(port), '127.0.0.1')
    for (const socket of [here, there]) socket.on('error', () => [here, there].map((each) => each.destroy()))
    here.pipe(there).pipe(here)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens nowhere.')
  const lead = (host: string) => {
    target = host
  }
  return { host: `localhost:${address.port}`, lead }
}

/**
 * Follows a guide, block by block.
 * @param rewrite puts the addresses of this test in place of those in the guide.
 */
export async function follow(
  blocks: readonly Block[],
  folder: string,
  rewrite: (text: string) => string,
  deeds: Readonly<Record<string, Deed>>,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const shell = start([], folder)
  shell.child.stdin?.write('set -euo pipefail\n')
  let background: Program | null = null
  let output = ''
  const ownServer = await standIn()
  const here = (text: string) => rewrite(text).replaceAll(OWN_SERVER, ownServer.host)

  const deed = (name: string | true | undefined): Deed => {
    if (name === undefined) return async () => {}
    const found = deeds[String(name)]
    if (!found) throw new Error(`Nobody knows how to do “${name}”.`)
    return found
  }

  async function type(file: string, during: Deed): Promise<string> {
    const before = shell.printed().length
    const printed = () => shell.printed().slice(before)
    shell.child.stdin?.write(`source '${file}' </dev/null; printf '%s' '${END}'\n`)
    const done = async () => {
      const failed = shell.ended.then(() => {
        throw new Error(`The shell ended in ${file}:\n${printed()}\n${shell.complaints()}`)
      })
      failed.catch(() => {})
      const complete = expect.poll(printed, { timeout: PATIENCE, interval: 10 }).toContain(END)
      await Promise.race([complete, failed])
    }
    await Promise.all([done(), during(printed)])
    // Intl writes spaces that do not break.
    return printed().replace(END, '').replaceAll('\u00a0', ' ')
  }

  for (const [index, { code, language, meta }] of blocks.entries()) {
    const title = meta.get('title')
    if (typeof title === 'string' && !meta.has('run')) writeFileSync(join(folder, title), here(code))
    if (meta.has('output')) {
      const behind = meta.get('output') === 'background' ? background : null
      if (behind) await expect.poll(behind.printed, { timeout: PATIENCE }).toMatch(pattern(here(code)))
      else if (language === 'json') expect(JSON.parse(output)).toEqual(expected(JSON.parse(here(code))))
      else expect(output.trim()).toMatch(new RegExp(`^${pattern(here(code)).source}$`))
    }
    if (!meta.has('run')) continue
    await deed(meta.get('after'))(() => output)
    const file = join(folder, `.block-${index}.sh`)
    writeFileSync(file, here(code))
    if (meta.has('background')) {
      background = start([file], folder)
      const { printed, complaints, ended } = background
      const failed = ended.then((status) => {
        throw new Error(`It ended with ${status}:\n${code}\n${printed()}${complaints()}`)
      })
      failed.catch(() => {})
      await Promise.race([expect.poll(printed, { timeout: PATIENCE }).toMatch(/\n/), failed])
      ownServer.lead(/localhost:\d+/.exec(printed())?.[0] ?? '')
    } else output = await type(file, deed(meta.get('while')))
  }
  shell.child.stdin?.end()
  await shell.ended
}

/** What is expected of a text: `…` stands for anything. */
const pattern = (text: string) =>
  new RegExp(
    text
      .trim()
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*?'),
  )

/** The same of JSON: the members that are shown, and any value for `"…"`. */
function expected(value: unknown): unknown {
  if (value === '…') return expect.anything()
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, expected(member)])
  return expect.objectContaining(Object.fromEntries(members))
}
