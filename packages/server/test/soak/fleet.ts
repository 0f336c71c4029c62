import { spawnSync } from 'node:child_process'
import { ServerProcess } from '../server-process.ts'
import { until } from '../until.ts'
import type { Balancer } from './balancer.ts'

/** The processes that run, and in their order: two that serve, one that works on jobs. */
export const members = ['first web', 'second web', 'worker'] as const
export type Member = (typeof members)[number]

interface Running {
  readonly server: ServerProcess
  readonly url: string
}

/** Whether this machine can limit the files of a process that runs: Linux can. */
export const canLimitFiles = (): boolean => spawnSync('prlimit', ['--version']).status === 0

/** Two web processes behind a balancer, and a worker. */
export class Fleet {
  /** What the processes wrote that ended although nobody ended them. */
  readonly accidents: string[] = []
  readonly #env: Record<string, string>
  readonly #cwd: string
  readonly #balancer: Balancer
  readonly #running = new Map<Member, Running>()
  readonly #expected = new Set<ServerProcess>()
  readonly #started: { readonly member: Member; readonly server: ServerProcess }[] = []

  private constructor(env: Record<string, string>, cwd: string, balancer: Balancer) {
    this.#env = env
    this.#cwd = cwd
    this.#balancer = balancer
  }

  /** @param cwd the folder that the processes share, for what is uploaded. */
  static async start(env: Record<string, string>, cwd: string, balancer: Balancer): Promise<Fleet> {
    const fleet = new Fleet(env, cwd, balancer)
    // One after the other: the first migrates the database.
    for (const member of members) await fleet.#start(member)
    return fleet
  }

  async #start(member: Member): Promise<void> {
    const LATCHKEY_ROLE = member === 'worker' ? 'worker' : 'web'
    const server = new ServerProcess({ ...this.#env, LATCHKEY_ROLE }, { cwd: this.#cwd })
    this.#started.push({ member, server })
    const url = await server.listening()
    this.#running.set(member, { server, url })
    void server.ended.then((code) => {
      if (!this.#expected.has(server)) this.accidents.push(`${member} ended with ${code}:\n${server.output}`)
    })
    if (member === 'worker') return
    this.#balancer.add(url)
    await until(`${member} takes requests`, async () => (this.#balancer.isReady(url) ? true : null))
  }

  #of(member: Member): Running {
    const running = this.#running.get(member)
    if (!running) throw new Error(`${member} does not run.`)
    return running
  }

  /** Kills a process, and starts another in its place. `dead` is called in between. */
  async kill(member: Member, dead: () => void = () => {}): Promise<void> {
    const { server, url } = this.#of(member)
    this.#expected.add(server)
    server.kill('SIGKILL')
    await server.ended
    dead()
    // Whoever runs it notices, and starts it again; nobody tells the balancer.
    await this.#start(member)
    this.#balancer.remove(url)
  }

  /** Kills a process that serves, with a request that it has just been sent. */
  async killAmidRequest(member: 'first web' | 'second web'): Promise<void> {
    await this.#balancer.sent(this.#of(member).url)
    await this.kill(member)
  }

  /**
   * Has the web processes write files up to so many bytes and no more, by `RLIMIT_FSIZE`: the kernel refuses what
   * exceeds it in the middle of a write, as it does when a disk is full, for this process alone.
   */
  limitFiles(bytes: number | 'unlimited'): void {
    for (const member of ['first web', 'second web'] as const) {
      const { pid } = this.#of(member).server
      const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`], {
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`prlimit failed: ${stderr}`)
    }
  }

  /** What each process warned of, to tell why something failed; not that what was taken from it was gone. */
  warnings(): string {
    const isNews = (line: string) => line !== '' && !/"level":30|ECONNREFUSED|"msg":"unavailable"/.test(line)
    return this.#started
      .map(({ member, server }) => {
        const lines = server.output.split('\n').filter(isNews)
        return [`${member}:`, ...lines.slice(-60).map((line) => line.slice(0, 800))].join('\n')
      })
      .join('\n\n')
  }

  /** Ends all, as operators do. @returns their exit codes. */
  async stop(): Promise<(number | null)[]> {
    const all = [...this.#running.values()]
    for (const { server } of all) {
      this.#expected.add(server)
      server.kill('SIGTERM')
    }
    return await Promise.all(all.map(({ server }) => server.ended))
  }
}
