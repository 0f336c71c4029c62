import { Button, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react'
import { t } from '../text/text.ts'

interface ShareProps {
  readonly url: string
  /** What it is, for the subject of an email. */
  readonly title: string
}

/** Ways to hand on the address of something. */
export const Share = ({ url, title }: ShareProps) => (
  <Group gap="xs">
    <CopyButton value={url}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        >
          {copied ? t.share.copied : t.share.copy}
        </Button>
      )}
    </CopyButton>
    <Button
      size="xs"
      variant="default"
      component="a"
      href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`}
      leftSection={<IconMail size={14} />}
    >
      {t.share.mail}
    </Button>
  </Group>
)
