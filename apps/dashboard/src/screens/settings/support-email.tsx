import { SUPPORT_EMAIL_PROOF_HOURS } from 'virtual:contract'
import type { Data } from '@latchkey/sdk'
import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck } from '@tabler/icons-react'
import { latchkey } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { type Tagged, withTag } from '../../ui/tagged.ts'
import { useWrite } from '../../ui/write.ts'
import { bodyOf, valuesOf } from './profile-values.ts'

type Read = Tagged<Data<'getHandleProfile'>>

interface SupportEmailProps {
  readonly read: Read
  readonly path: { readonly handle: string }
  readonly onSent: (read: Read) => void
}

/** Whether the saved address is confirmed. Saving it again sends the link again. */
export function SupportEmail({ read, path, onSent }: SupportEmailProps) {
  const isAllowed = useMay()('updateHandleProfile')
  const resend = useWrite(latchkey.handles.updateHandleProfile, {
    async onSuccess() {
      onSent(await withTag(latchkey.handles.getHandleProfile({ path })))
      notifications.show({ message: t.settings.resent })
    },
  })
  const { supportEmail, supportEmailVerified } = read.value
  if (supportEmail === null) return null
  if (supportEmailVerified) {
    return (
      <Group gap={6}>
        <IconCircleCheck size={18} aria-hidden />
        <Text size="sm">{t.settings.verified}</Text>
      </Group>
    )
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t.settings.unverified(SUPPORT_EMAIL_PROOF_HOURS)}</Text>
      {isAllowed && (
        <Group>
          <Button
            size="xs"
            variant="default"
            loading={resend.isPending}
            onClick={() =>
              resend.mutate({
                path,
                header: { 'If-Match': read.etag },
                body: bodyOf(valuesOf(read.value)),
              })
            }
          >
            {t.settings.resend}
          </Button>
        </Group>
      )}
      <ErrorNotice error={resend.error} />
    </Stack>
  )
}
