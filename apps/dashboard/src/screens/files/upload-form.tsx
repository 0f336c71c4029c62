import { MAX_FILE_BYTES } from 'virtual:contract'
import { LatchkeyError, TransportError } from '@latchkey/sdk'
import { Alert, Box, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Unsaved } from '../../ui/unsaved.tsx'
import { AccessFields, accessBody, accessFields, forEveryone } from './access-fields.tsx'
import { sizeOf } from './size.ts'
import { useUpload } from './use-upload.ts'

/** Takes a file by a button or by dropping it, and then asks for whom it is. */
export function UploadForm() {
  const { name: handle } = useHandle()
  const [content, setContent] = useState<File | null>(null)
  const [access, setAccess] = useState(forEveryone)
  const [isOver, setOver] = useState(false)
  const upload = useUpload(() => {
    setContent(null)
    setAccess(forEveryone)
  })

  const choose = (file: File | null) => {
    if (!file || upload.isPending) return
    upload.reset()
    setContent(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0] ?? null)
  }
  const problem =
    content && content.size > MAX_FILE_BYTES
      ? t.files.tooLarge(sizeOf(MAX_FILE_BYTES))
      : content?.size === 0
        ? t.files.emptyFile
        : null
  const { at, rest } = placed(upload.error, accessFields)

  return (
    <Box
      className="card"
      data-over={isOver || undefined}
      style={{ borderStyle: 'dashed', ...(isOver && { borderColor: 'var(--mantine-primary-color-filled)' }) }}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Unsaved when={upload.isPending} />
      <Stack>
        {upload.data && (
          <Alert color="brass" variant="light" role="status" title={t.files.done(upload.data.fileName)}>
            <CopyButton label={t.files.link} value={upload.data.url} />
          </Alert>
        )}
        <Group gap="md">
          <FileButton onChange={choose} disabled={upload.isPending}>
            {(props) => (
              <Button
                {...props}
                variant={content ? 'default' : 'filled'}
                leftSection={<IconUpload size={16} />}
                disabled={upload.isPending}
              >
                {content ? t.files.chooseOther : t.files.choose}
              </Button>
            )}
          </FileButton>
          <Text size="sm" {...(!content && { c: 'dimmed' })}>
            {content
              ? `${content.name} · ${sizeOf(content.size)}`
              : `${t.files.drop} ${t.files.limit(sizeOf(MAX_FILE_BYTES))}`}
          </Text>
        </Group>
        {problem && <Text c="var(--mantine-color-error)">{problem}</Text>}
        {content && !problem && (
          <Form
            error={upload.error}
            onSubmit={() => upload.mutate({ content, handle, access: accessBody(access) })}
          >
            <Stack maw={560}>
              {!upload.isPending && <AccessFields access={access} onChange={setAccess} at={at} />}
              {upload.isPending && <Meter loaded={upload.loaded} size={content.size} />}
              {upload.isError && <Refusal error={upload.error} rest={rest} />}
              <Group>
                {upload.isPending ? (
                  <Button variant="default" onClick={upload.stop}>
                    {t.files.stop}
                  </Button>
                ) : (
                  <Button type="submit">
                    {upload.isError && !LatchkeyError.is(upload.error) ? t.ui.retry : t.files.start}
                  </Button>
                )}
              </Group>
            </Stack>
          </Form>
        )}
      </Stack>
    </Box>
  )
}

const Meter = ({ loaded, size }: { loaded: number; size: number }) => (
  <Stack gap={4}>
    <Progress value={Math.min(100, (100 * loaded) / size)} aria-label={t.files.progress} />
    <Text size="sm" c="dimmed" className="numbers">
      {loaded < size ? t.files.uploading(sizeOf(loaded), sizeOf(size)) : t.files.finishing}
    </Text>
  </Stack>
)

/** What the API refuses is said as everywhere; what broke on the way can be tried again. */
function Refusal({ error, rest }: { error: unknown; rest: unknown }) {
  if (LatchkeyError.is(error) || error instanceof TransportError) return <ErrorNotice error={rest} />
  const isStopped = error instanceof DOMException && error.name === 'AbortError'
  return (
    <Alert role="alert" color="red" variant="light" title={isStopped ? t.files.stopped : t.files.failed}>
      <Text size="sm">{t.files.failedHint}</Text>
    </Alert>
  )
}
