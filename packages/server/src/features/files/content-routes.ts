import { errorEntry, Id } from '@latchkey/contract'
import type { Context, Hono } from 'hono'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { LocalFiles, type UploadProblem } from '../../platform/files/local.ts'
import { contentPath } from '../../platform/files/signed-urls.ts'
import { invalidHeader } from '../../platform/http/body.ts'
import { corsHeaders, preflight } from '../../platform/http/cors.ts'
import { type Answered, type FrameOptions, framed } from '../../platform/http/frame.ts'
import { hostOf } from '../../platform/http/hosts.ts'
import { RequestFacts } from '../../platform/http/request.ts'
import { apiHeaders, errorHeaders, errorJson, type HeaderList, respond } from '../../platform/http/respond.ts'
import { contentResponse } from './content-response.ts'
import { findFile } from './queries.ts'
import { noticeUpload, uploadAlone } from './uploads.ts'

const FileId = Id('file')
const PATH = contentPath(':fileId')
const ANSWER_HEADERS: HeaderList = [...apiHeaders, ...corsHeaders]

interface ContentCall {
  readonly deps: RootDeps
  readonly store: LocalFiles
  readonly id: string
  readonly c: Context
}

/**
 * Signed upload and download URLs of the local folder, outside the contract and on the bare host only. With S3
 * there are none: its own are used.
 */
export function addContentRoutes(app: Hono, { deps, guards, names }: FrameOptions): void {
  const { files: store } = deps
  if (!(store instanceof LocalFiles)) return

  const answerFailure = (failure: Failure, request: RequestFacts): Answered => {
    const headers: HeaderList = [
      ['x-request-id', request.id],
      ...errorHeaders(failure, deps.config.origin),
      ...ANSWER_HEADERS,
      ['content-type', 'application/json'],
    ]
    const { status } = errorEntry(failure.code)
    return {
      code: failure.code,
      response: respond(errorJson(failure, request.id, deps.config), status, headers),
    }
  }

  const route = (name: string, answer: (call: ContentCall) => Promise<Response | Failure>) => {
    const run = framed(
      { deps, guards, names },
      name,
      async (request, c) => {
        const id = FileId.safeParse(c.req.param('fileId'))
        const result = id.success ? await answer({ deps, store, id: id.data, c }) : fail('file_link_invalid')
        if (isFailure(result)) return answerFailure(result, request)
        result.headers.set('x-request-id', request.id)
        return { response: result, code: null }
      },
      answerFailure,
    )
    return (c: Context) => {
      const { kind } = hostOf(c.req.header('host') ?? new URL(c.req.url).host, deps.config)
      return kind === 'api' ? run(c) : c.notFound()
    }
  }

  app.get(PATH, route('files.readContent', readContent))
  app.put(PATH, route('files.writeContent', writeContent))
  app.options(PATH, (c) => preflight(new RequestFacts(c, deps.config).id))
}

const allowed = ({ store, id, c }: ContentCall, method: 'GET' | 'PUT') =>
  store.urls.read(id, method, new URL(c.req.url).searchParams)

async function readContent(call: ContentCall): Promise<Response | Failure> {
  const { store, id, c } = call
  const allowance = allowed(call, 'GET')
  if (!allowance) return fail('file_link_invalid')
  const content = await store.open(id)
  if (!content) return fail('file_not_found')
  return await contentResponse(content, {
    id,
    fileName: allowance.detail,
    headOnly: c.req.method === 'HEAD',
    range: c.req.header('range'),
    ifRange: c.req.header('if-range'),
  })
}

async function writeContent(call: ContentCall): Promise<Response | Failure> {
  const { deps, store, id, c } = call
  const allowance = allowed(call, 'PUT')
  if (!allowance) return fail('file_link_invalid')
  const size = Number(allowance.detail)
  const announced = c.req.header('content-length')
  if (announced !== undefined && Number(announced) !== size) {
    return problems[Number(announced) > size ? 'too long' : 'too short'](size)
  }
  const file = await findFile(deps.db, id)
  if (!file) return fail('file_not_found')
  const { body } = c.req.raw
  const problem = await uploadAlone(deps, id, (signal) => store.write(id, size, body, signal))
  if (isFailure(problem)) return problem
  if (problem) return problems[problem](size)
  await noticeUpload(deps, file)
  return respond(null, 204, ANSWER_HEADERS)
}

const problems: Record<UploadProblem, (size: number) => Failure> = {
  exists: () => fail('file_already_uploaded'),
  'too long': () => fail('payload_too_large'),
  'too short': (size) => invalidHeader('Content-Length', `must be ${size}, and as many bytes must follow`),
  interrupted: (size) => invalidHeader('Content-Length', `must be ${size}, and as many bytes must follow`),
}
