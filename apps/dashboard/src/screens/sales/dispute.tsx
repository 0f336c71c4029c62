import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatMoney } from '../../ui/money.tsx'
import { When } from '../../ui/when.tsx'
import type { Entry } from './ledger.ts'

/** What a bank wants, until when, and who does what about it. */
export function Dispute({ entry: { status, amount, dueBy, reason, stripeId } }: { entry: Entry }) {
  const isInquiry = status.startsWith('warning_')
  const isAsked = status.endsWith('needs_response')
  return (
    <Alert
      role="region"
      aria-label={isInquiry ? t.sales.inquiryOpen : t.sales.disputeOpen}
      variant="light"
      color={isInquiry ? 'brass' : 'red'}
      icon={<IconAlertTriangle />}
      title={isInquiry ? t.sales.inquiryOpen : t.sales.disputeOpen}
    >
      <Stack gap="xs">
        <Text size="sm">{isInquiry ? t.sales.inquiryMoney : t.sales.disputeMoney(formatMoney(amount))}</Text>
        {reason && <Text size="sm">{t.sales.bankSays(reason)}</Text>}
        {isAsked && dueBy && (
          <Text size="sm" fw={700}>
            {t.sales.disputeDue} <When at={dueBy} />
          </Text>
        )}
        <Text size="sm">
          {isAsked ? (dueBy ? t.sales.disputeWeAnswer : t.sales.disputeNoAnswer) : t.sales.disputeReview}
        </Text>
        {stripeId && (
          <span>
            <CopyButton label={t.sales.stripeId} value={stripeId} />
          </span>
        )}
      </Stack>
    </Alert>
  )
}
