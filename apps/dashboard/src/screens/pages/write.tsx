import { ActionIcon, Skeleton, Text, Textarea, Tooltip, VisuallyHidden } from '@mantine/core'
import {
  IconBlockquote,
  IconBold,
  IconHeading,
  IconItalic,
  IconLink,
  IconList,
  IconPaperclip,
} from '@tabler/icons-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { t } from '../../text/text.ts'
import type { PageFields } from './fields.ts'
import { FilePicker } from './file-picker.tsx'
import type { MarkdownTools } from './markdown-field.tsx'

const MarkdownField = lazy(() => import('./markdown-field.tsx'))

interface WriteProps {
  readonly handle: string
  readonly fields: PageFields
  readonly onChange: (change: Partial<PageFields>) => void
  readonly titleError: string | undefined
  readonly isReadOnly: boolean
}

/** Where a page is written. */
export function Write({ handle, fields, onChange, titleError, isReadOnly }: WriteProps) {
  const tools = useRef<MarkdownTools>(null)
  const [isPicking, setPicking] = useState(false)
  const help = useId()
  const actions = [
    { label: t.pages.tool.heading, Icon: IconHeading, run: () => tools.current?.prefix('## ') },
    { label: t.pages.tool.bold, Icon: IconBold, run: () => tools.current?.wrap('**') },
    { label: t.pages.tool.italic, Icon: IconItalic, run: () => tools.current?.wrap('*') },
    {
      label: t.pages.tool.link,
      Icon: IconLink,
      run: () => tools.current?.link(t.pages.linkText, 'https://'),
    },
    { label: t.pages.tool.list, Icon: IconList, run: () => tools.current?.prefix('- ') },
    { label: t.pages.tool.quote, Icon: IconBlockquote, run: () => tools.current?.prefix('> ') },
    { label: t.pages.tool.file, Icon: IconPaperclip, run: () => setPicking(true) },
  ]
  return (
    <div className="editor-text">
      <Textarea
        className="editor-title"
        aria-label={t.pages.titleField}
        placeholder={t.pages.titlePlaceholder}
        variant="unstyled"
        autosize
        minRows={1}
        maxLength={200}
        value={fields.title}
        error={titleError}
        readOnly={isReadOnly}
        // It is one line, however it is shown.
        onChange={(event) => onChange({ title: event.currentTarget.value.replaceAll(/[\r\n]+/g, ' ') })}
      />
      <Textarea
        className="editor-teaser"
        aria-label={t.pages.teaser}
        placeholder={t.pages.teaserPlaceholder}
        variant="unstyled"
        autosize
        minRows={1}
        maxLength={2000}
        value={fields.teaser}
        readOnly={isReadOnly}
        onChange={(event) => onChange({ teaser: event.currentTarget.value })}
      />
      {!isReadOnly && (
        <div className="editor-tools" role="toolbar" aria-label={t.pages.tools}>
          {actions.map(({ label, Icon, run }) => (
            <Tooltip key={label} label={label} openDelay={400}>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={run}>
                <Icon size={18} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          ))}
        </div>
      )}
      <VisuallyHidden>
        <Text id={help}>{t.pages.contentHelp}</Text>
      </VisuallyHidden>
      <Suspense fallback={<Skeleton height={320} />}>
        <MarkdownField
          value={fields.content}
          onChange={(content) => onChange({ content })}
          label={t.pages.content}
          describedBy={help}
          placeholder={t.pages.contentPlaceholder}
          isReadOnly={isReadOnly}
          tools={tools}
        />
      </Suspense>
      <FilePicker
        handle={handle}
        opened={isPicking}
        onClose={() => setPicking(false)}
        onPick={({ name, url }) => {
          setPicking(false)
          tools.current?.link(name, url)
        }}
      />
    </div>
  )
}
