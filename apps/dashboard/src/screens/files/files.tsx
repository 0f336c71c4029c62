import type { Data } from '@latchkey/sdk'
import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { ActionIcon, Anchor, Group, Menu, Text } from '@mantine/core'
import { IconClockOff, IconCloudOff, IconDots, IconTrash, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Mark } from '../../ui/mark.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'
import { EditAccess } from './edit-access.tsx'
import { sizeOf } from './size.ts'
import { UploadForm } from './upload-form.tsx'

type StoredFile = Data<'getFile'>

const isOver = ({ expiresAt }: StoredFile) => expiresAt !== null && new Date(expiresAt) <= new Date()

export function Files() {
  const { path } = useHandle()
  const [edited, setEdited] = useState<StoredFile | null>(null)
  const [removed, setRemoved] = useState<StoredFile | null>(null)
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.files.listFiles, { path }))
  const remove = useWrite(latchkey.files.deleteFile, {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'files') }),
  })
  return (
    <Screen title={t.files.title} hint={t.files.hint}>
      <UploadForm />
      <More
        list={list}
        label={t.files.title}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.files.empty} hint={t.files.emptyHint} />}
        columns={[
          { name: t.files.name, isHeading: true, cell: (file) => <Name file={file} /> },
          {
            name: t.files.access,
            cell: ({ accessMode, allowedEmails }) =>
              accessMode === 'PUBLIC' ? t.files.everyoneShort : t.files.people(allowedEmails.length),
          },
          { name: t.files.size, isNumeric: true, cell: ({ sizeBytes }) => sizeOf(sizeBytes) },
          {
            name: t.files.until,
            cell: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} /> : t.files.always),
          },
          {
            name: t.files.actions,
            cell: (file) => (
              <Group gap="xs" wrap="nowrap">
                {file.uploadedAt && <CopyButton label={t.files.link} value={file.url} />}
                <Actions
                  name={file.fileName}
                  onEdit={() => setEdited(file)}
                  onRemove={() => setRemoved(file)}
                />
              </Group>
            ),
          },
        ]}
      />
      <EditAccess file={edited} onClose={() => setEdited(null)} />
      <Confirm
        opened={removed !== null}
        onClose={() => setRemoved(null)}
        title={t.files.removeTitle(removed?.fileName ?? '')}
        action={t.files.remove}
        onConfirm={async () =>
          removed && (await remove.mutateAsync({ path: { ...path, fileId: removed.id } }))
        }
        danger
      >
        {t.files.removeBody}
      </Confirm>
    </Screen>
  )
}

const Name = ({ file }: { file: StoredFile }) => (
  <Group gap="xs">
    {file.uploadedAt ? (
      <Anchor href={file.url} target="_blank" rel="noreferrer">
        {file.fileName}
      </Anchor>
    ) : (
      <Text title={t.files.waitingHint}>{file.fileName}</Text>
    )}
    {!file.uploadedAt && (
      <Mark tone="warning" Icon={IconCloudOff}>
        {t.files.waiting}
      </Mark>
    )}
    {isOver(file) && (
      <Mark tone="quiet" Icon={IconClockOff}>
        {t.files.expired}
      </Mark>
    )}
  </Group>
)

interface ActionsProps {
  readonly name: string
  readonly onEdit: () => void
  readonly onRemove: () => void
}

const Actions = ({ name, onEdit, onRemove }: ActionsProps) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <ActionIcon variant="default" size="md" aria-label={`${t.files.actions}: ${name}`}>
        <IconDots size={16} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item leftSection={<IconUsers size={16} />} onClick={onEdit}>
        {t.files.edit}
      </Menu.Item>
      <Menu.Item leftSection={<IconTrash size={16} />} onClick={onRemove}>
        {t.files.remove}
      </Menu.Item>
    </Menu.Dropdown>
  </Menu>
)
