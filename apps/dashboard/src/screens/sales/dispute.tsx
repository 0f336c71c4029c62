import { Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { formatMoney } from '../../ui/money.tsx'
import { When } from '../../ui/when.tsx'
import type { Entry } from './ledger.ts'

/** What a bank wants, until when, and who does what about it. */
export function Dispute({ entry: { status, amount, dueBy, reason, stripeId } }: { entry: Entry }) {
  const isInquiry = status.startsWith('warning_')
  const isAsked = status.endsWith('needs_response')
  return (
    <Stack
      component="section"
      className="card"
      gap="xs"
      aria-label={isInquiry ? t.sales.inquiryOpen : t.sales.disputeOpen}
      style={{ borderInlineStart: '4px solid var(--mantine-color-error)' }}
    >
      <Title order={2} size="h4">
        <Mark tone={isInquiry ? 'warning' : 'bad'} Icon={IconAlertTriangle}>
          {isInquiry ? t.sales.inquiryOpen : t.sales.disputeOpen}
        </Mark>
      </Title>
      {isAsked && dueBy && (
        <Text fw={700}>
          {t.sales.disputeDue} <When at={dueBy} />
        </Text>
      )}
      <Text>{isInquiry ? t.sales.inquiryMoney : t.sales.disputeMoney(formatMoney(amount))}</Text>
      {reason && <Text>{t.sales.bankSays(reason)}</Text>}
      <Text>
        {isAsked ? (dueBy ? t.sales.disputeWeAnswer : t.sales.disputeNoAnswer) : t.sales.disputeReview}
      </Text>
      {stripeId && (
        <span>
          <CopyButton label={t.sales.stripeId} value={stripeId} />
        </span>
      )}
    </Stack>
  )
}
