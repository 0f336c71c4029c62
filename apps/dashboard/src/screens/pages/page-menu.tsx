import { keys } from '@latchkey/sdk/react-query'
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconEye, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import type { Editor } from '../../drafts/editor.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useWrite } from '../../ui/write.ts'
import type { Page, PageFields } from './fields.ts'
import { VisitorView } from './visitor-view.tsx'

interface PageMenuProps {
  readonly page: Page
  readonly etag: string
  readonly editor: Editor<PageFields>
}

/** What is rarely done with a page. */
export function PageMenu({ page, etag, editor }: PageMenuProps) {
  const [isSeen, setSeen] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = useWrite(latchkey.pages.deletePage)
  const path = { handle: page.handle, pageSlug: page.slug }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t.pages.more}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} />} onClick={() => setSeen(true)}>
            {t.pages.asVisitor}
          </Menu.Item>
          {page.state !== 'ARCHIVED' && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setRemoving(true)}>
              {t.pages.remove}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <VisitorView page={page} opened={isSeen} onClose={() => setSeen(false)} />
      <Confirm
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title={t.pages.removeTitle(page.title)}
        action={t.pages.removeAction}
        danger
        onConfirm={async () => {
          // Only the page that is shown here: somebody may have written in it meanwhile.
          const { archived } = await remove.mutateAsync({ path, header: { 'If-Match': etag } })
          await editor.end()
          await navigate({ to: '/h/$handle/pages', params: { handle: page.handle } })
          queryClient.removeQueries({ queryKey: keys.operation(latchkey.pages.getPage, { path }) })
          await queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'pages') })
          notifications.show({ message: archived ? t.pages.archived : t.pages.removed })
        }}
      >
        {t.pages.removeHint}
      </Confirm>
    </>
  )
}
