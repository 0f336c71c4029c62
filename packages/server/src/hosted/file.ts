import { Id } from '@latchkey/contract'
import { filePageUrl, type OfferedFile, offerFile } from '../features/files/service.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import { askForLink } from './ask-for-link.ts'
import { fileView } from './file-view.ts'

const FileId = Id('file')

/** The page of a file: its name and size with a button, or what opens it. */
export const showFile: HostedHandler<'downloadFile'> = async (call) => {
  const offered = await offeredHere(call)
  return isFailure(offered) ? offered : view(offered)
}

/** Its form: asking for a link that leads here. */
export const submitFile: HostedHandler<'downloadFile' | 'requestMagicLink'> = async (call) => {
  const offered = await offeredHere(call)
  if (isFailure(offered)) return offered
  const returnTo = filePageUrl(call.deps, offered.file)
  return await askForLink(call, { returnTo }, (entered) => view(offered, entered))
}

async function offeredHere(call: HostedCall<'downloadFile'>): Promise<OfferedFile | Failure> {
  const byAddress = await call.throttle('downloadFile').countAddress()
  if (byAddress) return byAddress
  const id = FileId.safeParse(call.param('fileId'))
  const offered = id.success ? await offerFile(call.deps, call.request, id.data) : null
  if (!offered || isFailure(offered) || offered.file.handleName !== call.handle) return fail('file_not_found')
  return offered.refusal?.code === 'file_expired' ? offered.refusal : offered
}

function view(
  { file, visitor, refusal }: OfferedFile,
  entered?: { email: string; error: string },
): HostedAnswer {
  return {
    status: entered ? 400 : 200,
    html: fileView({
      file,
      visitorEmail: isFailure(visitor) ? null : visitor.email,
      open: refusal === null,
      ...(entered && { entered }),
    }),
  }
}
