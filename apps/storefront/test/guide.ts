// What a reader of the custom checkout guide has after following it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { blocksOf } from '../../docs/src/site/fences.ts'
import { guidePages } from '../../docs/src/site/guides.ts'

const guide = guidePages().find(({ id }) => id === 'guides/custom-checkout') ?? { id: '', body: '' }
const files = blocksOf(guide).flatMap(({ code, meta }) => {
  const name = meta.get('title')
  return typeof name === 'string' ? [{ name, code, isOurs: meta.has('from') }] : []
})

/** The files that the guide has people save for the whole shop, by their names. */
export const guideFiles = new Map(
  files.flatMap(({ name, code, isOurs }) =>
    isOurs || name === 'tsconfig.json' ? [[name, code] as const] : [],
  ),
)

/** The files of the first shop, and the program that allows its origin, at a Latchkey and for an origin of ours. */
export const firstFiles = (latchkey: string, origin: string) =>
  new Map(
    files.flatMap(({ name, code, isOurs }) =>
      isOurs || name === 'tsconfig.json'
        ? []
        : [
            [
              name,
              code
                .replaceAll('https://latchkey.example', latchkey)
                .replaceAll('http://127.0.0.1:5173', origin),
            ] as const,
          ],
    ),
  )

/** Saves files in a folder. */
export function save(saved: ReadonlyMap<string, string>, folder: string): void {
  for (const [name, text] of saved) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
