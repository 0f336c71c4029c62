import { Stack, Table, Text } from '@mantine/core'
import { t } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { accountOf, type Entry, type Line } from './ledger.ts'

/** What was paid and what went back, line by line, with what is left after each. */
export function Ledger({ entries }: { entries: readonly Entry[] }) {
  const lines = accountOf(entries)
  const last = lines.at(-1)
  if (!last) return <Section title={t.sales.ledger}>{t.sales.ledgerFree}</Section>
  const { currency } = lines[0]?.entry.amount ?? last.entry.amount
  return (
    <Section title={t.sales.ledger} hint={t.sales.ledgerHint}>
      <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table className="tight" verticalSpacing="sm" horizontalSpacing={0} aria-label={t.sales.ledger}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.sales.entry}</Table.Th>
              <Table.Th ta="end" ps="sm">
                {t.sales.amount}
              </Table.Th>
              <Table.Th ta="end" ps="sm">
                {t.sales.balance}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <LedgerLine key={line.entry.id} line={line} currency={currency} />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{t.sales.leftOver}</Table.Th>
              <Table.Td />
              <Table.Td ta="end" fw={700}>
                <Money value={{ amount: last.balance, currency }} />
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

function LedgerLine({ line: { entry, change, balance }, currency }: { line: Line; currency: string }) {
  const signed = entry.kind === 'CHARGE' ? entry.amount.amount : -entry.amount.amount
  return (
    <Table.Tr>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <Stack gap={2}>
          <Text span fw={600}>
            {t.sales.entries[entry.kind] ?? entry.kind}
          </Text>
          <Text span size="sm">
            {stateOf(entry)}
          </Text>
          <Text span size="sm" c="dimmed">
            <When at={entry.happenedAt} />
          </Text>
          {detailsOf(entry).map((detail) => (
            <Text key={detail} span size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </Text>
          ))}
        </Stack>
      </Table.Td>
      {/* What moved no money is shown, and does not count. */}
      <Table.Td ta="end" style={{ verticalAlign: 'top' }}>
        {change === 0 ? (
          <Text span inherit c="dimmed" td="line-through">
            <Money value={{ ...entry.amount, amount: signed }} />
          </Text>
        ) : (
          <Money value={{ ...entry.amount, amount: signed }} />
        )}
      </Table.Td>
      <Table.Td ta="end" style={{ verticalAlign: 'top' }}>
        <Money value={{ amount: balance, currency }} />
      </Table.Td>
    </Table.Tr>
  )
}

function stateOf({ kind, status }: Entry): string {
  const states =
    kind === 'CHARGE'
      ? t.sales.chargeStates
      : kind === 'REFUND'
        ? t.sales.refundStates
        : t.sales.disputeStates
  return states[status] ?? status.replaceAll('_', ' ')
}

function detailsOf({ kind, cause, reason, stripeId }: Entry): string[] {
  const details: string[] = []
  if (kind === 'REFUND')
    details.push(cause === null ? t.sales.atStripe : (t.sales.causes[cause] ?? String(cause)))
  if (reason) details.push(kind === 'DISPUTE' ? t.sales.bankSays(reason) : t.sales.note(reason))
  if (stripeId) details.push(stripeId)
  return details
}
