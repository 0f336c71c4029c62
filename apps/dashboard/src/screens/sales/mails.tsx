import { RECEIPTS_PER_DAY } from 'virtual:contract'
import type { Data } from '@latchkey/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconClock, IconMail, IconPointFilled } from '@tabler/icons-react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'

type Sale = Data<'getSale'>

const marks = {
  PENDING: { tone: 'warning', Icon: IconClock },
  SENT: { tone: 'good', Icon: IconCheck },
  REFUSED: { tone: 'bad', Icon: IconAlertTriangle },
  UNWANTED: { tone: 'quiet', Icon: IconPointFilled },
  GIVEN_UP: { tone: 'bad', Icon: IconAlertTriangle },
} as const

const isKnown = (outcome: string): outcome is keyof typeof marks => Object.hasOwn(marks, outcome)

/** The emails about a sale and what became of them, and another receipt. */
export function Mails({ sale, onSent }: { sale: Sale; onSent: () => void }) {
  const resend = useWrite(latchkey.checkout.resendReceipt, {
    onSuccess: () => {
      notifications.show({ message: t.sales.resent })
      onSent()
    },
  })
  const path = { handle: sale.handle, purchaseId: sale.id }
  const hasReceipt = sale.price !== null && sale.email !== null
  return (
    <Section
      title={t.sales.mails}
      hint={hasReceipt ? t.sales.resendLimit(RECEIPTS_PER_DAY) : undefined}
      actions={
        hasReceipt && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconMail size={14} />}
            loading={resend.isPending}
            onClick={() => resend.mutate({ path })}
          >
            {t.sales.resend}
          </Button>
        )
      }
    >
      <ErrorNotice error={resend.error} />
      {sale.mails.length === 0 && <Text c="dimmed">{t.sales.noMails}</Text>}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {sale.mails.map(({ id, kind, audience, email, outcome, createdAt, finishedAt }) => (
          <li key={id}>
            <Text fw={600}>{t.sales.mailKinds[kind] ?? kind}</Text>
            <Text size="sm" c="dimmed">
              {email ?? (audience === 'BUYER' ? t.sales.buyer : t.sales.team)}
              {' · '}
              <When at={finishedAt ?? createdAt} />
            </Text>
            <Text size="sm" component="div">
              <Mark {...(isKnown(outcome) ? marks[outcome] : { tone: 'quiet', Icon: IconPointFilled })}>
                {t.sales.mailStates[outcome] ?? outcome}
              </Mark>
            </Text>
          </li>
        ))}
      </Stack>
    </Section>
  )
}
