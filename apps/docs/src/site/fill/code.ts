import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'

/**
 * Real code, as a block: `{{code:apps/storefront/src/shop.ts#pay}}` stands for what is between `// #region pay` and
 * `// #endregion` of that file, without the name of a region for the whole of it, with its name in the package above.
 */
export function code(argument: string): string {
  const [file = '', region] = argument.split('#')
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n')
  const title = region ? '' : ` title="${file.replace(/^(?:apps|packages)\/[^/]+\//, '')}"`
  return [
    // Where it is from says that it is compiled there.
    `\`\`\`${/\.(\w+)$/.exec(file)?.[1] ?? ''} from="${argument}"${title}`,
    ...(region ? within(lines, region) : lines.filter((line) => !/^\s*\/\/ #(?:end)?region\b/.test(line))),
    '```',
  ].join('\n')
}

function within(lines: readonly string[], region: string): string[] {
  const start = lines.findIndex((line) => line.trim() === `// #region ${region}`)
  const end = lines.findIndex((line, index) => index > start && line.trim() === '// #endregion')
  if (start < 0 || end < 0) throw new Error(`there is no region ${region}.`)
  const inner = lines.slice(start + 1, end)
  const indents = inner.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  return inner.map((line) => line.slice(indent))
}
