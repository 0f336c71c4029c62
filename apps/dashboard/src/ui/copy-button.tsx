import { Button, CopyButton as Copying } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { t } from '../text/text.ts'

/** Copies a value; its label says which. */
export const CopyButton = ({ label, value }: { label: string; value: string }) => (
  <Copying value={value}>
    {({ copied, copy }) => (
      <Button
        size="xs"
        variant="default"
        onClick={copy}
        leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      >
        {copied ? t.ui.copied : `${t.ui.copy} ${label}`}
      </Button>
    )}
  </Copying>
)
