import { Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { t } from '../../text/text.ts'

interface Counts {
  readonly interestedQuantity: number
  readonly targetQuantity: number
  readonly people: number
}

/** How far a group buy is from its target. */
export const TargetProgress = ({ interestedQuantity, targetQuantity, people }: Counts) => (
  <Stack gap={4} miw={140}>
    <Group justify="space-between" gap="xs">
      <Text size="sm" fw={600} className="numbers">
        {t.groupBuys.of(interestedQuantity, targetQuantity)}
      </Text>
      <Text size="xs" c="dimmed" className="numbers">
        {t.groupBuys.people(people)}
      </Text>
    </Group>
    <Progress
      value={Math.min(100, (100 * interestedQuantity) / targetQuantity)}
      aria-label={t.groupBuys.progress}
      color={interestedQuantity >= targetQuantity ? 'green' : 'brass'}
    />
  </Stack>
)

const colors: Readonly<Record<string, string>> = { PUBLISHED: 'green', ACTIVATED: 'brass', PAUSED: 'orange' }

export const State = ({ state }: { state: string }) => (
  <Badge
    variant="outline"
    color={colors[state] ?? 'gray'}
    c="var(--mantine-color-text)"
    style={{ flexShrink: 0 }}
  >
    {t.groupBuys.states[state] ?? state}
  </Badge>
)
