import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { withLinkedNames } from '../reference/linked-names.ts'
import { fill } from './fill.ts'
import type { Page } from './page.ts'
import { root } from './root.ts'
import { sdkPage } from './sdk-page.ts'

const folder = 'apps/docs/src/content/docs'

const Action = z.strictObject({
  text: z.string(),
  link: z.string(),
  variant: z.enum(['primary', 'secondary']),
})
const Hero = z.strictObject({ title: z.string(), tagline: z.string(), actions: z.array(Action) })
const Frontmatter = z.strictObject({
  title: z.string(),
  description: z.string(),
  order: z.number().optional(),
  hero: Hero.exactOptional(),
})

/** The pages that people write, filled with what comes from code. */
export const guidePages = (): readonly Page[] => [...filledGuides(), withLinkedNames(sdkPage())]

const filledGuides = (): readonly Page[] =>
  globSync('**/*.md', { cwd: join(root, folder) })
    .toSorted()
    .map((name) => {
      const source = `${folder}/${name}`
      const [, frontmatter = '', body = ''] =
        /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(root, source), 'utf8')) ?? []
      const { data, error } = Frontmatter.safeParse(parse(frontmatter))
      if (!data) throw new Error(`${source}: ${z.prettifyError(error)}`)
      return {
        id: name.replace(/(?:^|\/)?index\.md$|\.md$/, '') || 'index',
        ...data,
        body: withFileNumbers(fill(body, source)),
        source,
      }
    })

/** Says above each whole file of ours, where a guide has its readers save many, how far they have come. */
function withFileNumbers(body: string): string {
  const file = /^(?=```\w+ from="[^"#]+" title=)/gm
  const count = body.match(file)?.length ?? 0
  let number = 0
  return count < 4 ? body : body.replaceAll(file, () => `*File ${++number} of ${count}*\n\n`)
}
