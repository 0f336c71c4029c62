// Where the tools of others write, and what the test expects of the types they make of errors.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const root = dirname(dirname(import.meta.dirname))

/** The document that the tools read. */
export const documentFile = join(root, 'openapi/openapi.json')

/** A new folder for what one tool writes; not below the folders that are checked and linted. */
export function outputFolder(tool: string): string {
  const folder = join(root, 'node_modules/.cache/foreign', tool)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** What someone compiles with who wants to be told everything. */
const strict = {
  compilerOptions: {
    target: 'ES2024',
    lib: ['ES2024', 'DOM', 'DOM.Iterable'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noFallthroughCasesInSwitch: true,
    noEmit: true,
  },
  include: ['**/*.ts'],
}

/** What `tsc` finds wrong with the files of a folder; empty when nothing is. */
export function compile(folder: string, options: object = {}): string {
  const config = { ...strict, compilerOptions: { ...strict.compilerOptions, ...options } }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  try {
    return execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' })
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error)
  }
}

interface OpenApi {
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  readonly components: {
    readonly schemas: Record<string, { oneOf?: { $ref: string }[]; discriminator?: object }>
    readonly responses: Record<string, { content: Record<string, { schema: { $ref?: string } }> }>
  }
}
const document: OpenApi = JSON.parse(readFileSync(documentFile, 'utf8'))
const { schemas, responses } = document.components

/** Schemas of the error bodies: `members`, one for each code, of which `unions` are made. */
const bodies = new Set(
  Object.values(responses).flatMap(
    ({ content }) => content['application/json']?.schema.$ref?.split('/').at(-1) ?? [],
  ),
)
const unions = [...bodies].filter((name) => schemas[name]?.discriminator)

/** Declared types of a file by name; a name that is declared twice has two. */
function declarations(source: ts.SourceFile) {
  const found = source.statements.filter(
    (statement) => ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement),
  )
  return Map.groupBy(found, ({ name }) => name.text)
}

/** Every type that a type is made of, by its kind. */
function kindsIn(node: ts.Node): Set<ts.SyntaxKind> {
  const kinds = new Set([node.kind])
  ts.forEachChild(node, (child) => {
    for (const kind of kindsIn(child)) kinds.add(kind)
  })
  return kinds
}

/**
 * What is wrong with the error types in a generated file: each body of the document must be one named type without
 * `any` and `unknown`, and no union of errors may stand where it has no name.
 */
export function errorTypeProblems(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const declared = declarations(source)
  const problems = [...bodies].flatMap((name) => {
    const types = declared.get(name) ?? []
    if (types.length !== 1) return [`${name} is declared ${types.length} times`]
    const [type] = types
    const kinds = type ? kindsIn(type) : new Set()
    const open = kinds.has(ts.SyntaxKind.AnyKeyword) || kinds.has(ts.SyntaxKind.UnknownKeyword)
    return open ? [`${name} is any or unknown`] : []
  })
  // The codes of a union, wherever they stand together outside the type that is named after them.
  const named = new Set(unions.flatMap((name) => declared.get(name) ?? []))
  const visit = (node: ts.Node): void => {
    if (named.has(node as ts.TypeAliasDeclaration)) return
    if (ts.isUnionTypeNode(node)) {
      const members = node.types
        .filter(ts.isTypeReferenceNode)
        .map(({ typeName }) => typeName.getText(source))
      const same = unions.find((name) => {
        const parts = schemas[name]?.oneOf?.map(({ $ref }) => $ref.split('/').at(-1)) ?? []
        return parts.length === members.length && parts.every((part) => members.includes(part ?? ''))
      })
      if (same) problems.push(`${members.join(' | ')} stands inline beside ${same}`)
    }
    if (ts.isTypeLiteralNode(node) && node.members.some((member) => isCode(member, source))) {
      const owner = ts.findAncestor(
        node,
        (each) => ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each),
      )
      const name = owner && 'name' in owner ? (owner.name as ts.Identifier).text : 'nothing'
      if (!(name in schemas)) problems.push(`an error without a name stands in ${name}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

const codes = new Set(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods as Record<string, { 'x-errors'?: { code: string }[] }>))
    .flatMap((operation) => operation['x-errors'] ?? [])
    .map(({ code }) => code),
)

/** Whether a member is `error: '<a code>'`. */
const isCode = (member: ts.TypeElement, source: ts.SourceFile) =>
  ts.isPropertySignature(member) &&
  member.name.getText(source).replaceAll(/['"]/g, '') === 'error' &&
  [...codes].some((code) => member.type?.getText(source).slice(1, -1) === code)
