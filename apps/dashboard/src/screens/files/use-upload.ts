import { type Data, type Input, unwrap } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { newKey } from '../../ui/once.ts'
import { put } from './put.ts'

/** A file of the visitor's disk, and for whom. */
interface Upload {
  readonly content: File
  readonly handle: string
  readonly access: Pick<Input<'createFile'>['body'], 'accessMode' | 'allowedEmails' | 'expiresAt'>
}

/**
 * Creates a file and uploads its content. Tried again, the same upload goes on with the same file: the API returns a
 * new URL for the same `Idempotency-Key`, and what has arrived although its answer was lost is not sent again.
 */
export function useUpload(onDone: (file: Data<'getFile'>) => void) {
  const [loaded, setLoaded] = useState(0)
  const intent = useRef<{ input: string; key: string } | null>(null)
  const stop = useRef(new AbortController())
  useEffect(() => () => stop.current.abort(), [])

  const mutation = useMutation({
    async mutationFn({ content, handle, access }: Upload) {
      stop.current.abort()
      stop.current = new AbortController()
      const { signal } = stop.current
      setLoaded(0)
      const body = {
        ...access,
        fileName: content.name,
        sizeBytes: content.size,
      } as Input<'createFile'>['body']
      const input = JSON.stringify({ handle, body, at: content.lastModified })
      if (intent.current?.input !== input) intent.current = { input, key: newKey() }
      const header = { 'Idempotency-Key': intent.current.key }
      const created = await unwrap(latchkey.files.createFile({ path: { handle }, header, body, signal }))
      const read = () => unwrap(latchkey.files.getFile({ path: { handle, fileId: created.file.id } }))
      try {
        await put(created.uploadUrl, created.uploadHeaders, content, { onProgress: setLoaded, signal })
      } catch (error) {
        const file = signal.aborted ? null : await read().catch(() => null)
        if (!file?.uploadedAt) throw error
        return file
      }
      return await read()
    },
    onSuccess(file) {
      intent.current = null
      onDone(file)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'files') }),
  })
  return { ...mutation, loaded, stop: () => stop.current.abort() }
}
