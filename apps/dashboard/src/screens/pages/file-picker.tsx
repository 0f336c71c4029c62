import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Loader, Modal, NavLink, Stack, Text } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ShowMore } from '../../ui/more.tsx'

interface FilePickerProps {
  readonly handle: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onPick: (file: { readonly name: string; readonly url: string }) => void
}

/** The files of a handle, to link to one. */
export const FilePicker = ({ opened, onClose, ...rest }: FilePickerProps) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title={t.pages.files}
    // The text gets the focus, with the link in it.
    returnFocus={false}
  >
    <Files {...rest} />
  </Modal>
)

function Files({ handle, onPick }: Pick<FilePickerProps, 'handle' | 'onPick'>) {
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.files.listFiles, { path: { handle } }))
  const files = list.data?.pages.flatMap(({ items }) => items).filter(({ uploadedAt }) => uploadedAt !== null)
  return (
    <Stack gap="xs">
      <ErrorNotice error={list.error} onRetry={list.refetch} />
      {list.isPending && <Loader role="status" aria-label={t.ui.loading} />}
      {files && (
        <Text size="sm" c="dimmed">
          {files.length === 0 ? t.pages.filesEmpty : t.pages.filesHint}
        </Text>
      )}
      {files?.map(({ id, fileName, url, accessMode }) => (
        <NavLink
          key={id}
          component="button"
          type="button"
          label={fileName}
          description={accessMode === 'PUBLIC' ? t.pages.fileOpen : t.pages.fileListed}
          leftSection={<IconFile size={16} />}
          onClick={() => onPick({ name: fileName, url })}
        />
      ))}
      <ShowMore list={list} />
    </Stack>
  )
}
