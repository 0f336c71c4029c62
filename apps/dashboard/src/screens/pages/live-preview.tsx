import { queryOptions } from '@latchkey/sdk/react-query'
import { Box, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PreviewFrame } from '../../ui/preview-frame.tsx'
import type { PageFields } from './fields.ts'

/** Milliseconds without a key until the text is rendered: the server allows one a second. */
const PAUSE = 700

interface PreviewProps {
  readonly path: { readonly handle: string }
  readonly fields: PageFields
  readonly isAlone: boolean
}

/** What is being written, as the server's own renderer shows it. */
export function LivePreview({ path, fields, isAlone }: PreviewProps) {
  const teaser = useRendered(path, fields.teaser)
  const content = useRendered(path, fields.content)
  const isEmpty = fields.title.trim() === '' && fields.teaser.trim() === '' && fields.content.trim() === ''
  const error = content.error ?? teaser.error
  return (
    <Box
      component="section"
      className="preview"
      aria-label={t.pages.preview}
      data-alone={isAlone || undefined}
    >
      {error && (
        <Box mb="sm">
          <ErrorNotice
            error={error}
            onRetry={() => {
              teaser.refetch()
              content.refetch()
            }}
          />
        </Box>
      )}
      {isEmpty ? (
        <Text c="dimmed" ta="center" py="xl">
          {t.pages.previewEmpty}
        </Text>
      ) : (
        <PreviewFrame
          title={t.pages.preview}
          heading={fields.title}
          teaser={teaser.html}
          content={content.html}
        />
      )}
    </Box>
  )
}

/** A text as HTML. A request for an older text is ended. */
function useRendered(path: { readonly handle: string }, text: string) {
  const [settled] = useDebouncedValue(text, PAUSE)
  const isBlank = settled.trim() === ''
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.pages.renderMarkdown, { path, body: { markdown: settled } }),
    enabled: !isBlank,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // Whole texts are not worth their memory.
    gcTime: 0,
  })
  return { html: isBlank ? '' : (data?.html ?? ''), error: isBlank ? null : error, refetch }
}
