import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Anchor, Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../../app/may.ts'
import { readTermsAgain, useSellingTerms } from '../../app/selling-terms.ts'
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
  readonly onPublished: () => void
}

/** Shows the page to visitors as it is typed, or hides it. */
export function Publish({ page, editor, view, check, onPublished }: PublishProps) {
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
      if (to === 'publishPage') onPublished()
      // Whether it can be sold is shown on the screen, as it is now.
      await readTermsAgain(page.handle)
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
        <WhoWillRead handle={page.handle} fields={view.fields} onLeave={() => setAsked(null)} />
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

interface WhoWillReadProps {
  readonly handle: string
  readonly fields: PageFields
  readonly onLeave: () => void
}

/** What publishing does, which is less than selling while Stripe is not connected. */
function WhoWillRead({ handle, fields: { accessMode, amount, currency }, onLeave }: WhoWillReadProps) {
  const terms = useSellingTerms(handle)
  if (accessMode !== 'PAID') return <Text>{t.pages.publishTo[accessMode]}</Text>
  const price = formatMoney({ amount: amount ?? 0, currency })
  if (terms?.canSell !== false) return <Text>{t.pages.publishTo.PAID(price)}</Text>
  return (
    <Stack gap="xs">
      <Text>{t.pages.publishTo.notForSale(price)}</Text>
      <ToStripe handle={handle} onLeave={onLeave} />
    </Stack>
  )
}

/** The way to Stripe, for the owner; the others are told whose it is. */
function ToStripe({ handle, onLeave }: { handle: string; onLeave?: () => void }) {
  const may = useMay()
  if (!may('startConnectOnboarding')) return <Text>{t.pages.ownerConnects}</Text>
  return (
    <Anchor
      renderRoot={(props) => (
        <Link to="/h/$handle/revenue" params={{ handle }} {...props} {...(onLeave && { onClick: onLeave })} />
      )}
    >
      {t.pages.toRevenue}
    </Anchor>
  )
}

/** The page is there, and nobody can pay for it. Who has just published it sees that, wherever they were on the screen. */
export function NotForSale({ handle, isNew }: { handle: string; isNew: boolean }) {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew) notice.current?.scrollIntoView({ block: 'center' })
  }, [isNew])
  return (
    <Alert
      ref={notice}
      role="alert"
      variant="light"
      color="brass"
      icon={<IconAlertTriangle />}
      title={t.pages.notForSale}
    >
      <Text size="sm" mb="xs">
        {t.pages.notForSaleHint}
      </Text>
      <ToStripe handle={handle} />
    </Alert>
  )
}
