// Does what the Dockerfile says, as far as that goes without Docker: the folder that the image would hold at its end.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, matchesGlob, relative } from 'node:path'
import { linkModules, manifests } from './link-modules.ts'

/** What a container of the image starts. */
export interface Image {
  /** Where its file system begins. */
  readonly folder: string
  readonly workdir: string
  /** `ENV`, with paths of the image made paths of `folder`. */
  readonly env: Record<string, string>
  readonly command: readonly string[]
}

interface Stage {
  readonly name: string
  readonly folder: string
  workdir: string
  readonly env: Record<string, string>
  command: readonly string[]
}

/** Its instructions, a line each. */
const instructions = (dockerfile: string) =>
  dockerfile
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
      return { name, rest, words: rest.split(/\s+/) }
    })

const dockerfileOf = (root: string) => instructions(readFileSync(join(root, 'Dockerfile'), 'utf8'))

/** What a container of the image starts, in its working directory. */
export const imageCommand = (root: string): string[] =>
  JSON.parse(dockerfileOf(root).findLast(({ name }) => name === 'CMD')?.rest ?? '[]')

/** Whether the build's context lacks a file, as `.dockerignore` says: the last pattern that matches it decides. */
function ignored(path: string, patterns: readonly string[]): boolean {
  const parts = path.split('/')
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  return patterns.reduce((before, pattern) => {
    const matches = above.some((each) => matchesGlob(each, pattern.replace(/^!/, '')))
    return matches ? !pattern.startsWith('!') : before
  }, false)
}

/**
 * Assembles the image of the Dockerfile in `root` below `target`. Installing is linking to what is installed here.
 * @param built folders of assets that were built before; those of other sources than the image has are built anew.
 * @throws when it copies what is not there, or runs what is not known here.
 */
export function assembleImage(root: string, target: string, built: readonly string[]): Image {
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const stages: Stage[] = []
  const current = () => {
    const stage = stages.at(-1)
    if (!stage) throw new Error('The Dockerfile does not begin with FROM.')
    return stage
  }

  const copy = (words: readonly string[]) => {
    const stage = current()
    const [, from] = /^--from=(\S+)$/.exec(words[0] ?? '') ?? []
    const paths = from ? words.slice(1) : words
    const to = join(stage.workdir, paths.at(-1) ?? '')
    for (const path of paths.slice(0, -1)) {
      const base = from ? stages.find(({ name }) => name === from)?.folder : root
      if (base === undefined) throw new Error(`There is no stage ${from}.`)
      const source = join(base, path)
      const isIgnored = (file: string) => !from && file !== root && ignored(relative(root, file), patterns)
      if (!existsSync(source) || isIgnored(source))
        throw new Error(`COPY ${words.join(' ')}: ${path} is not there.`)
      const into = /(?:\/|^\.)$/.test(paths.at(-1) ?? '') && !statSync(source).isDirectory()
      const options = { recursive: true, verbatimSymlinks: true, filter: (file: string) => !isIgnored(file) }
      cpSync(source, into ? join(to, basename(path)) : to, options)
    }
  }

  const runs = [
    { command: /^npm install --global pnpm@/, run() {} },
    { command: /^install -d .*\.data/, run() {} },
    {
      command: /^pnpm install --frozen-lockfile /,
      run(stage: Stage, command: string) {
        const production = command.includes('--prod')
        for (const file of globSync(manifests, { cwd: stage.workdir })) {
          linkModules(root, stage.workdir, dirname(file), { production })
        }
      },
    },
    {
      command: /^node /,
      run(stage: Stage, command: string) {
        for (const made of built)
          cpSync(made, join(stage.workdir, 'dist', basename(made)), { recursive: true })
        execFileSync(process.execPath, command.split(' ').slice(1), { cwd: stage.workdir, stdio: 'pipe' })
      },
    },
  ]

  for (const { name, rest, words } of dockerfileOf(root)) {
    if (name === 'FROM') {
      const stage = words[2] ?? 'image'
      stages.push({
        name: stage,
        folder: join(target, stage),
        workdir: join(target, stage),
        env: {},
        command: [],
      })
      continue
    }
    const stage = current()
    if (name === 'WORKDIR') {
      stage.workdir = join(stage.folder, rest)
      mkdirSync(stage.workdir, { recursive: true })
    } else if (name === 'COPY') copy(words)
    else if (name === 'ENV') {
      for (const word of words) {
        const [variable = '', value = ''] = word.split('=')
        stage.env[variable] = value.startsWith('/') ? join(stage.folder, value) : value
      }
    } else if (name === 'RUN') {
      const known = runs.find(({ command }) => command.test(rest))
      if (!known) throw new Error(`Nobody here knows what this leaves behind: RUN ${rest}`)
      known.run(stage, rest)
    } else if (name === 'CMD') stage.command = JSON.parse(rest)
    else if (!['VOLUME', 'USER', 'EXPOSE', 'HEALTHCHECK'].includes(name)) {
      throw new Error(`Nobody here knows what this does: ${name} ${rest}`)
    }
  }
  return current()
}
