import { queryOptions } from '@latchkey/sdk/react-query'
import { Loader, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { formatMoney } from '../../ui/amounts.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PreviewFrame } from '../../ui/preview-frame.tsx'
import type { Page } from './fields.ts'

interface VisitorViewProps {
  readonly page: Page
  readonly opened: boolean
  readonly onClose: () => void
}

/** The page as it was saved, for those with access and for those without. */
export const VisitorView = ({ page, opened, onClose }: VisitorViewProps) => (
  <Modal opened={opened} onClose={onClose} title={t.pages.asVisitor} size="xl">
    <Seen page={page} />
  </Modal>
)

function Seen({ page }: { page: Page }) {
  const path = { handle: page.handle, pageSlug: page.slug }
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.pages.previewPage, { path }),
    staleTime: 0,
  })
  const [side, setSide] = useState<'with' | 'without'>(page.accessMode === 'PUBLIC' ? 'with' : 'without')
  const isOpen = side === 'with'
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t.pages.asVisitorHint}
      </Text>
      {page.accessMode !== 'PUBLIC' && (
        <SegmentedControl
          transitionDuration={0}
          aria-label={t.pages.asVisitor}
          value={side}
          onChange={(value) => setSide(value as 'with' | 'without')}
          data={[
            { value: 'without', label: t.pages.withoutAccess },
            { value: 'with', label: t.pages.withAccess },
          ]}
        />
      )}
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Loader role="status" aria-label={t.ui.loading} />}
      {data && (
        <>
          <PreviewFrame
            title={isOpen ? t.pages.withAccess : t.pages.withoutAccess}
            heading={data.page.title}
            teaser={isOpen ? '' : (data.teaser?.html ?? '')}
            content={isOpen ? data.content.html : ''}
          />
          {!isOpen && (
            <Text size="sm" c="dimmed">
              {data.page.price
                ? t.pages.lockedPaid(formatMoney(data.page.price))
                : data.teaser
                  ? t.pages.lockedLogin
                  : t.pages.noTeaser}
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}
