import { Button, Group } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { t } from '../text/text.ts'
import { CopyButton } from './copy-button.tsx'

interface ShareProps {
  readonly url: string
  /** What it is, for the subject of an email. */
  readonly title: string
}

/** Ways to hand on the address of something. */
export const Share = ({ url, title }: ShareProps) => (
  <Group gap="xs">
    <CopyButton label={t.share.link} value={url} />
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
