import { join, relative } from 'node:path'
import { build } from '@kubb/core'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'
import { generate } from 'orval'
import { generateApi } from 'swagger-typescript-api'
import { expect, test } from 'vitest'
import { compile, documentFile, errorTypeProblems, outputFolder } from './generated.ts'

/** Each writes a file with the types, and returns its name. */
const generators = {
  async orval(folder: string) {
    const target = join(folder, 'api.ts')
    await generate({ input: documentFile, output: { target, client: 'fetch', mode: 'single' } })
    return 'api.ts'
  },
  async kubb(folder: string) {
    // Part of what it writes goes below the working folder, whatever the root is: they are the same here.
    const { error, failedPlugins } = await build({
      config: {
        root: process.cwd(),
        input: { path: documentFile },
        output: { path: relative(process.cwd(), join(folder, 'generated')), barrelType: false },
        plugins: [
          pluginOas({ validate: false, generators: [] }),
          pluginTs({ output: { path: 'types.ts', barrelType: false } }),
        ],
      },
    })
    expect(error ?? [...failedPlugins]).toEqual([])
    return 'generated/types.ts'
  },
  async 'swagger-typescript-api'(folder: string) {
    await generateApi({ input: documentFile, output: folder, fileName: 'api.ts', silent: true })
    return 'api.ts'
  },
}

test.each(Object.entries(generators))('%s makes code that compiles, with named errors', async (tool, run) => {
  const folder = outputFolder(tool)
  const file = await run(folder)
  expect(compile(folder)).toBe('')
  expect(errorTypeProblems(join(folder, file))).toEqual([])
})
