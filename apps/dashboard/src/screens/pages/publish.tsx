import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Editor, EditorView } from '../../drafts/editor.ts'
import { t } from '../../text/text.ts'
import { formatMoney } from '../../ui/amounts.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { newKey } from '../../ui/once.ts'
import type { Page, PageFields } from './fields.ts'
import { movePage } from './page-data.ts'

interface PublishProps {
  readonly page: Page
  readonly editor: Editor<PageFields>
  readonly view: EditorView<PageFields>
  /** Whether what is typed can be saved; it shows what is wrong. */
  readonly check: () => boolean
  readonly onWarning: (warning: string | null) => void
}

/** Shows the page to visitors as it is typed, or hides it. */
export function Publish({ page, editor, view, check, onWarning }: PublishProps) {
  const [asked, setAsked] = useState<'publishPage' | 'unpublishPage' | null>(null)
  const key = useRef<string | null>(null)
  const title = view.fields.title.trim() || t.pages.untitled
  const path = { handle: page.handle, pageSlug: page.slug }

  const move = async (to: 'publishPage' | 'unpublishPage') => {
    if (to === 'publishPage' && !(await editor.save())) throw editor.view.error ?? new NotSaved()
    key.current ??= newKey()
    try {
      const { version, warning } = await movePage(path, to, key.current)
      key.current = null
      editor.found(version)
      onWarning(to === 'publishPage' ? warning : null)
      if (to === 'unpublishPage') notifications.show({ message: t.pages.unpublished })
      else if (warning === null)
        notifications.show({ title: t.pages.published, message: t.pages.publishedHint })
    } catch (error) {
      // What the server has decided is a new intent when it is tried again.
      if (LatchkeyError.is(error) && error.retry === 'never') key.current = null
      throw error
    }
  }

  const isPublished = page.state === 'PUBLISHED'
  return (
    <>
      <Button
        variant={isPublished ? 'default' : 'filled'}
        onClick={() => {
          if (isPublished) setAsked('unpublishPage')
          else if (check()) setAsked('publishPage')
        }}
      >
        {isPublished ? t.pages.unpublish : t.pages.publish}
      </Button>
      <Confirm
        opened={asked === 'publishPage'}
        onClose={() => setAsked(null)}
        title={t.pages.publishTitle(title)}
        action={view.isUnsaved ? t.pages.saveAndPublish : t.pages.publish}
        onConfirm={() => move('publishPage')}
      >
        {whoWillRead(view.fields)}
      </Confirm>
      <Confirm
        opened={asked === 'unpublishPage'}
        onClose={() => setAsked(null)}
        title={t.pages.unpublishTitle(title)}
        action={t.pages.unpublish}
        danger
        onConfirm={() => move('unpublishPage')}
      >
        {t.pages.unpublishHint}
      </Confirm>
    </>
  )
}

/** What was to be published is not on the server. */
class NotSaved extends Error {
  override readonly message = t.pages.notSaved
}

const whoWillRead = ({ accessMode, amount, currency }: PageFields): string =>
  accessMode === 'PAID'
    ? t.pages.publishTo.PAID(formatMoney({ amount: amount ?? 0, currency }))
    : t.pages.publishTo[accessMode]

/** The page is there, and nobody can pay for it. */
export const NotForSale = ({ handle }: { handle: string }) => (
  <Alert role="alert" variant="light" color="red" icon={<IconAlertTriangle />} title={t.pages.notForSale}>
    <Text size="sm">{t.pages.notForSaleHint}</Text>
    <Group mt="xs">
      <Button
        size="xs"
        renderRoot={(props) => <Link to="/h/$handle/revenue" params={{ handle }} {...props} />}
      >
        {t.pages.toRevenue}
      </Button>
    </Group>
  </Alert>
)
