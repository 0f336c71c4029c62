/** Bytes that did not arrive; `status` is what was answered, 0 for nothing. */
class UploadError extends Error {
  readonly status: number
  constructor(status: number) {
    super('The upload did not end well.')
    this.status = status
  }
}

interface PutOptions {
  readonly onProgress: (loaded: number) => void
  readonly signal: AbortSignal
}

/** Sends a file to its upload URL, and tells how far it is, which `fetch` cannot. */
export const put = (
  url: string,
  headers: Readonly<Record<string, string>>,
  content: Blob,
  { onProgress, signal }: PutOptions,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () =>
      request.status >= 200 && request.status < 300 ? resolve() : reject(new UploadError(request.status))
    request.onerror = () => reject(new UploadError(0))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    if (signal.aborted) reject(signal.reason)
    // The type of a Blob would go with it, which the URL may not be signed for.
    else request.send(content.slice(0, content.size, ''))
  })
