import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import type { Editor } from '../../drafts/editor.ts'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useWrite } from '../../ui/write.ts'
import { bodyOf, type PageFields } from './fields.ts'
import { loadPage } from './page-data.ts'

export type Trouble = 'gone' | 'renamed'

/** What has become of the page when it cannot be saved any more; `null` for all other errors. */
export function troubleOf(error: unknown): Trouble | null {
  if (!LatchkeyError.is(error)) return null
  if (error.rawCode === 'page_not_found') return 'gone'
  return error.rawCode === 'handle_not_found' ? 'renamed' : null
}

interface PageTroubleProps {
  readonly trouble: Trouble
  readonly path: { readonly handle: string; readonly pageSlug: string }
  readonly editor: Editor<PageFields>
}

/** The page is not where it was. The text is still here, and what can be done with it. */
export function PageTrouble({ trouble, path, editor }: PageTroubleProps) {
  const create = useWrite(latchkey.pages.createPage)
  const [error, setError] = useState<unknown>(null)
  const again = async () => {
    setError(null)
    try {
      const { handle, pageSlug: slug } = path
      await create.mutateAsync({ path: { handle }, body: { ...bodyOf(editor.view.fields), slug } })
      // To the dashboard it is another page, which opens in place of this one.
      await editor.end()
      await loadPage(path)
    } catch (cause) {
      setError(cause)
    }
  }
  const { content } = editor.view.fields
  const isGone = trouble === 'gone'
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertTriangle />}
      title={isGone ? t.pages.gone : t.pages.renamed}
    >
      <Stack gap="xs">
        <Text size="sm">{isGone ? t.pages.goneHint : t.pages.renamedHint}</Text>
        <Group gap="sm">
          {isGone ? (
            <Button size="xs" onClick={again} loading={create.isPending}>
              {t.pages.createAgain}
            </Button>
          ) : (
            <Button size="xs" renderRoot={(props) => <Link to="/" {...props} />}>
              {t.pages.toHandles}
            </Button>
          )}
          <CopyButton label={t.pages.copyText} value={content} />
        </Group>
        <ErrorNotice error={error} />
      </Stack>
    </Alert>
  )
}
