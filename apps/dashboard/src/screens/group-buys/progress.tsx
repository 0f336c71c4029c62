import { Group, Progress, Stack, Text } from '@mantine/core'
import {
  type Icon,
  IconCircleCheck,
  IconLock,
  IconPencil,
  IconPlayerPause,
  IconRocket,
} from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'

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

const marks: Readonly<Record<string, { tone: Tone; Icon: Icon }>> = {
  DRAFT: { tone: 'quiet', Icon: IconPencil },
  PUBLISHED: { tone: 'good', Icon: IconCircleCheck },
  PAUSED: { tone: 'warning', Icon: IconPlayerPause },
  ACTIVATED: { tone: 'good', Icon: IconRocket },
  CLOSED: { tone: 'quiet', Icon: IconLock },
}

export const State = ({ state }: { state: string }) => (
  <Mark {...(marks[state] ?? { tone: 'quiet', Icon: IconPencil })}>{t.groupBuys.states[state] ?? state}</Mark>
)
