import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { t } from '../text/text.ts'

/** Whether somebody else was faster. */
export const isConflict = (error: unknown): boolean =>
  LatchkeyError.is(error) && error.rawCode === 'precondition_failed'

interface ConflictProps {
  /** What differs, field by field. */
  readonly differences: readonly { readonly label: string; readonly theirs: string; readonly mine: string }[]
  readonly onKeep: () => void
  readonly onTake: () => void
  readonly isPending: boolean
}

/** When two have changed the same thing: both versions, and which one it shall be. */
export const Conflict = ({ differences, onKeep, onTake, isPending }: ConflictProps) => (
  <Alert role="alert" color="brass" variant="light" icon={<IconGitMerge />} title={t.ui.conflict}>
    <Stack gap="sm">
      <Text size="sm">{t.ui.conflictHint}</Text>
      <Table.ScrollContainer minWidth={0}>
        <Table layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.ui.field}</Table.Th>
              <Table.Th>{t.ui.theirs}</Table.Th>
              <Table.Th>{t.ui.yours}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ label, theirs, mine }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                <Table.Td style={{ whiteSpace: 'pre-wrap' }}>{theirs || '–'}</Table.Td>
                <Table.Td style={{ whiteSpace: 'pre-wrap' }}>{mine || '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="sm">
        <Button size="xs" onClick={onKeep} loading={isPending}>
          {t.ui.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={onTake}>
          {t.ui.takeTheirs}
        </Button>
      </Group>
    </Stack>
  </Alert>
)
