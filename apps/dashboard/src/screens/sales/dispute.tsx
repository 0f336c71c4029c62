import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { formatMoney } from '../../ui/money.tsx'
import { When } from '../../ui/when.tsx'
import type { Entry } from './ledger.ts'

interface DisputeProps {
  readonly entry: Entry
  readonly sale: { readonly handle: string; readonly id: string }
}

/** What a bank wants, until when, what it costs, and who does what about it. */
export function Dispute({ entry, sale }: DisputeProps) {
  const { status, amount, dueBy, reason, stripeId } = entry
  const isInquiry = status.startsWith('warning_')
  const isAsked = status.endsWith('needs_response')
  const title = isInquiry ? t.sales.inquiryOpen : t.sales.disputeOpen
  return (
    <Stack component="section" className="card dispute" gap="md" aria-label={title}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          <Mark tone={isInquiry ? 'warning' : 'bad'} Icon={IconAlertTriangle}>
            {title}
          </Mark>
        </Title>
        {isAsked && dueBy && (
          <Text fw={700}>
            {t.sales.disputeDue} <When at={dueBy} />
          </Text>
        )}
        <Text>{isInquiry ? t.sales.inquiryWhat : t.sales.disputeWhat}</Text>
        {reason && <Text>{t.sales.bankSays(reason)}</Text>}
      </Stack>
      <Part title={t.sales.disputeMeans}>
        <List spacing={4}>
          <List.Item>
            {isInquiry ? t.sales.inquiryMoney : t.sales.disputeMoney(formatMoney(amount))}
          </List.Item>
          <List.Item>{isInquiry ? t.sales.inquiryEnds : t.sales.disputeEnds}</List.Item>
          {!isInquiry && <List.Item>{t.sales.disputeCosts}</List.Item>}
        </List>
      </Part>
      <Part title={t.sales.disputeDo}>
        {isAsked && dueBy ? (
          <Evidence sale={sale} />
        ) : (
          <Text>{isAsked ? t.sales.disputeNoAnswer : t.sales.disputeReview}</Text>
        )}
      </Part>
      {stripeId && (
        <Group>
          <CopyButton label={t.sales.stripeId} value={stripeId} />
        </Group>
      )}
    </Stack>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Stack gap={4}>
    <Title order={3} size="h5">
      {title}
    </Title>
    {children}
  </Stack>
)

/** What helps the bank to decide, and where to send it. */
const Evidence = ({ sale: { handle, id } }: Pick<DisputeProps, 'sale'>) => (
  <Stack gap="xs" align="flex-start">
    <Text>{t.sales.disputeWeAnswer}</Text>
    <List spacing={4}>
      {t.sales.disputeEvidence.map((each) => (
        <List.Item key={each}>{each}</List.Item>
      ))}
    </List>
    <Text>{t.sales.disputeWhen}</Text>
    <Button
      leftSection={<IconSend size={16} />}
      renderRoot={(props) => (
        <Link to="/h/$handle/support" params={{ handle }} search={{ dispute: id }} {...props} />
      )}
    >
      {t.sales.disputeSend}
    </Button>
  </Stack>
)
