// What a reader of the custom checkout guide has after following it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { guidePages } from '../../docs/src/site/guides.ts'

const { body } = guidePages().find(({ id }) => id === 'guides/custom-checkout') ?? { body: '' }

/** The files that the guide has people save, by their names. */
export const guideFiles = new Map(
  [...body.matchAll(/^```\w+[^\n]* title="([^"]+)"[^\n]*\n(.*?)^```$/gms)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
)

/** Saves them in a folder. */
export function saveGuideFiles(folder: string): void {
  for (const [name, text] of guideFiles) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** The commands of the guide that allow the origin of the shop, at a Latchkey and for an origin of ours. */
export function allowOriginCommands(latchkey: string, origin: string): string {
  const [commands = ''] = /^token=.*?(?=^```$)/ms.exec(body) ?? []
  return commands.replaceAll('http://localhost:8787', latchkey).replaceAll('http://127.0.0.1:5173', origin)
}
