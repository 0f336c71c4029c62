import type { Context } from '../context.ts'
import { credentialFor } from '../exchange.ts'
import type { Schema } from '../openapi-object.ts'

/**
 * Path parameters that name something there is, so that inputs get past `not_found`: what the lists of those who are
 * signed in have first. `GET …/pages` lists what `…/pages/{pageSlug}` names.
 */
export async function knownParams(context: Context): Promise<Record<string, string>> {
  const { document, client, credentials } = context
  const known: Record<string, string> = {}
  const lists = document.operations.filter(({ isSafe }) => isSafe)
  const named = context.operations
    .flatMap(({ path }) => [...path.matchAll(/^(.*)\/\{(\w+)\}/g)])
    .map(([, path = '', name = '']) => ({ path, name }))
    .sort((a, b) => a.path.length - b.path.length)
  for (const { path, name } of prefixes(named)) {
    const list = lists.find((one) => one.path === path)
    if (known[name] !== undefined || !list) continue
    const as = credentialFor(list, credentials)
    if (list.needsCredential && !as) continue
    if (list.parametersIn('path').some((one) => known[one.name] === undefined)) continue
    const { answer } = await client.send({ operation: list, params: known, as })
    const [first] = (answer.json as { items?: readonly Record<string, unknown>[] } | undefined)?.items ?? []
    const schema = schemaOf(context, name)
    const value = ['id', 'slug', 'name', name]
      .map((member) => first?.[member])
      .find((one) => typeof one === 'string' && document.fits(schema, one))
    if (typeof value === 'string') known[name] = value
  }
  return known
}

/** Every list that a path stands below, the outermost first. */
function prefixes(named: readonly { path: string; name: string }[]) {
  const all = named.flatMap(({ path, name }) => {
    const outer = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
      path: path.slice(0, match.index - 1),
      name: match[1] ?? '',
    }))
    return [...outer, { path, name }]
  })
  const once = new Map(all.map((one) => [`${one.path} ${one.name}`, one]))
  return [...once.values()].sort((a, b) => a.path.length - b.path.length)
}

function schemaOf({ document }: Context, name: string): Schema {
  const parameters = document.operations.flatMap((operation) => operation.parametersIn('path'))
  return parameters.find((parameter) => parameter.name === name)?.schema ?? {}
}
