import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Conflict, isConflict } from '../../ui/conflict.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { type Tagged, withTag } from '../../ui/tagged.ts'
import { useWrite } from '../../ui/write.ts'
import { type Access, AccessFields, accessBody, accessFields, accessOf } from './access-fields.tsx'

type StoredFile = Data<'getFile'>
type Read = Tagged<StoredFile>

/** Asks who may download a file from now on; nothing while there is none. */
export const EditAccess = ({ file, onClose }: { file: StoredFile | null; onClose: () => void }) => (
  <Modal opened={file !== null} onClose={onClose} title={t.files.editTitle(file?.fileName ?? '')}>
    {file && <Reading file={file} onClose={onClose} />}
  </Modal>
)

function Reading({ file, onClose }: { file: StoredFile; onClose: () => void }) {
  const path = { handle: file.handle, fileId: file.id }
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operation(latchkey.files.getFile, { path }), 'edit'],
    queryFn: ({ signal }) => withTag(latchkey.files.getFile({ path, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  return data ? <Editing read={data} path={path} onClose={onClose} /> : <Skeleton h={200} />
}

interface EditingProps {
  readonly read: Read
  readonly path: { readonly handle: string; readonly fileId: string }
  readonly onClose: () => void
}

function Editing({ read, path, onClose }: EditingProps) {
  const [base, setBase] = useState(read)
  const [access, setAccess] = useState(accessOf(read.value))
  const [theirs, setTheirs] = useState<Read | null>(null)
  const update = useWrite(latchkey.files.updateFile, {
    onSuccess() {
      notifications.show({ message: t.files.saved })
      queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.files.listFiles) })
      onClose()
    },
    async onError(error) {
      if (isConflict(error)) setTheirs(await withTag(latchkey.files.getFile({ path })).catch(() => null))
    },
  })
  const save = ({ etag }: Read) =>
    update.mutate({ path, header: { 'If-Match': etag }, body: accessBody(access, base.value.expiresAt) })
  const { at, rest } = placed(update.error, accessFields)
  return (
    <Form error={update.error} onSubmit={() => save(theirs ?? base)}>
      <Stack>
        <AccessFields access={access} onChange={setAccess} at={at} />
        <Text size="sm" c="dimmed">
          {t.files.editHint}
        </Text>
        {theirs ? (
          <Conflict
            differences={differences(accessOf(theirs.value), access)}
            isPending={update.isPending}
            onKeep={() => save(theirs)}
            onTake={() => {
              setBase(theirs)
              setAccess(accessOf(theirs.value))
              setTheirs(null)
              update.reset()
            }}
          />
        ) : (
          <ErrorNotice error={rest} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.ui.cancel}
          </Button>
          {!theirs && (
            <Button type="submit" loading={update.isPending}>
              {t.ui.save}
            </Button>
          )}
        </Group>
      </Stack>
    </Form>
  )
}

const spoken = ({ accessMode, emails, until }: Access) => [
  { label: t.files.who, value: accessMode === 'PUBLIC' ? t.files.everyone : t.files.listed },
  { label: t.files.emails, value: accessMode === 'PUBLIC' ? '' : emails },
  { label: t.files.expiry, value: until.replace('T', ' ') },
]

const differences = (theirs: Access, mine: Access) =>
  spoken(theirs)
    .map(({ label, value }, index) => ({ label, theirs: value, mine: spoken(mine)[index]?.value ?? '' }))
    .filter((each) => each.theirs !== each.mine)
