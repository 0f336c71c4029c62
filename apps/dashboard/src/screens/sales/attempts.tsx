import type { Data } from '@latchkey/sdk'
import { Group, Stack, Text } from '@mantine/core'
import { t } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'

/** How often the buyer began to pay. */
export const Attempts = ({ attempts }: { attempts: Data<'getSale'>['attempts'] }) => (
  <Section title={t.sales.attempts} hint={t.sales.attemptsHint}>
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {attempts.map(({ attempt, status, price, createdAt, checkoutSessionId }) => (
        <li key={attempt}>
          <Group justify="space-between" gap="sm">
            <Text fw={600}>{t.sales.attemptStates[status] ?? status}</Text>
            <Money value={price} />
          </Group>
          <Text size="sm" c="dimmed">
            <When at={createdAt} />
          </Text>
          {checkoutSessionId && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {checkoutSessionId}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  </Section>
)
