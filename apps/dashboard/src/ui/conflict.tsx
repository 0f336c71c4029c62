import { LatchkeyError } from '@latchkey/sdk'
import { Alert, Stack, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { t } from '../text/text.ts'
import { Versions } from './versions.tsx'

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
      <Versions
        mine={differences.map(({ label, mine }) => ({ label, text: mine }))}
        theirs={differences.map(({ label, theirs }) => ({ label, text: theirs }))}
        choices={[
          { action: t.drafts.keepMine, hint: t.drafts.keepMineHint, onChoose: onKeep, isPending },
          { action: t.drafts.takeTheirs, hint: t.ui.takeTheirsHint, onChoose: onTake },
        ]}
      />
    </Stack>
  </Alert>
)
