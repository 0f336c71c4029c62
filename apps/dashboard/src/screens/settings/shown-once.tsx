import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

interface ShownOnceProps {
  readonly title: string
  readonly hint: string
  /** What it is, on the button that copies it. */
  readonly label: string
  readonly value: string
  readonly onDone: () => void
}

/** A secret that the API does not say again. */
export const ShownOnce = ({ title, hint, label, value, onDone }: ShownOnceProps) => (
  <Alert role="status" color="brass" variant="light" icon={<IconKey />} title={title}>
    <Stack gap="sm">
      <Text size="sm">{hint}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {value}
      </Code>
      <Group gap="sm">
        <CopyButton label={label} value={value} />
        <Button size="xs" variant="subtle" c="var(--mantine-color-text)" onClick={onDone}>
          {t.settings.done}
        </Button>
      </Group>
    </Stack>
  </Alert>
)
