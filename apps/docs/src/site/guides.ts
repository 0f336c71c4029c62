import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { fill } from './fill.ts'
import type { Page } from './page.ts'
import { root } from './root.ts'

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
export const guidePages = (): readonly Page[] =>
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
        body: fill(body, source),
        source,
      }
    })
