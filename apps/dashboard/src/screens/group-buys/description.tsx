import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { PreviewFrame } from '../../ui/preview-frame.tsx'

interface DescriptionProps {
  readonly path: { readonly handle: string }
  readonly markdown: string
}

/** The description as visitors see it. As long as the server has not rendered it, it stands there as it was typed. */
export function Description({ path, markdown }: DescriptionProps) {
  const { data } = useQuery({
    ...queryOptions(latchkey.pages.renderMarkdown, { path, body: { markdown } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return <span style={{ whiteSpace: 'pre-wrap' }}>{markdown}</span>
  return <PreviewFrame fits title={t.groupBuys.description} teaser="" content={data.html} />
}
