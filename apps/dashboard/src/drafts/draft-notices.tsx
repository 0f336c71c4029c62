import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBrowser, IconDeviceFloppy, IconHistory } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { t } from '../text/text.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { formatMoment } from '../ui/when.tsx'
import type { Editor, EditorView } from './editor.ts'
import type { Draft } from './store.ts'

interface NoticesProps<Fields> {
  readonly editor: Editor<Fields>
  readonly view: EditorView<Fields>
  readonly onCompare: () => void
  /** In place of the usual notice of an error that the screen says more about. */
  readonly instead?: ReactNode
}

/** What somebody who writes must know: that another tab writes too, that text was left. */
export function DraftNotices<Fields>({ editor, view, onCompare, instead }: NoticesProps<Fields>) {
  const [dropped, setDropped] = useState<Draft | null>(null)
  return (
    <Stack gap="sm">
      {view.theirs !== null && (
        <Notice icon={<IconAlertTriangle />} color="red" title={t.drafts.changed} hint={t.drafts.changedHint}>
          <Button size="xs" onClick={onCompare}>
            {t.drafts.compare}
          </Button>
        </Notice>
      )}
      {view.offers.map((offer) => (
        <Notice
          key={offer.id}
          icon={<IconHistory />}
          title={t.drafts.offer(formatMoment(new Date(offer.at).toISOString()))}
          hint={t.drafts.offerHint}
        >
          <Button size="xs" onClick={() => editor.resume(offer)}>
            {t.drafts.resume}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDropped(offer)}>
            {t.drafts.drop}
          </Button>
        </Notice>
      ))}
      {view.isElsewhere && (
        <Notice icon={<IconBrowser />} title={t.drafts.elsewhere} hint={t.drafts.elsewhereHint} />
      )}
      {view.keepsNothing && (
        <Notice icon={<IconDeviceFloppy />} title={t.drafts.keepsNothing} hint={t.drafts.keepsNothingHint} />
      )}
      {instead ?? <ErrorNotice error={view.error} onRetry={() => editor.save()} />}
      <Confirm
        opened={dropped !== null}
        onClose={() => setDropped(null)}
        title={t.drafts.dropTitle}
        action={t.drafts.drop}
        danger
        onConfirm={async () => {
          if (dropped) editor.drop(dropped)
        }}
      >
        {t.drafts.dropHint}
      </Confirm>
    </Stack>
  )
}

interface NoticeProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  readonly color?: string
  readonly children?: ReactNode
}

const Notice = ({ icon, title, hint, color = 'brass', children }: NoticeProps) => (
  <Alert role={color === 'red' ? 'alert' : 'status'} variant="light" color={color} icon={icon} title={title}>
    <Stack gap="xs">
      <Text size="sm">{hint}</Text>
      {children && <Group gap="sm">{children}</Group>}
    </Stack>
  </Alert>
)
