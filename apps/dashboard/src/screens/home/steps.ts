import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'

/** One step to the first sale. */
export interface Step {
  readonly name: keyof typeof t.home.steps
  readonly isDone: boolean
  /** The first that is not done. */
  readonly isNext: boolean
  /** Where it is done, on the dashboard. */
  readonly path?: string
  /** What there is to pass on. */
  readonly link?: string
  /** Who does it, where the role does not allow it. */
  readonly whoElse?: string
}

type Draft = Omit<Step, 'isNext'>

/** The steps of the handle on the screen, as far as they are done; nothing before that is known. */
export function useSteps(): { steps: readonly Step[] | null; share: () => void } {
  const { name, path, role, id } = useHandle()
  const handle = `/h/${name}`
  const mayManage = role === 'OWNER' || role === 'OPERATOR'
  const one = { path, query: { limit: 1 } }
  const sharedKey = `latchkey shared ${id}`
  const [isShared, setShared] = useState(() => localStorage.getItem(sharedKey) !== null)

  const sales = useQuery(queryOptions(latchkey.checkout.listSales, one))
  // Whoever has sold something has begun.
  const isNew = sales.data?.items.length === 0
  const profile = useQuery({ ...queryOptions(latchkey.handles.getHandleProfile, { path }), enabled: isNew })
  const pages = useQuery({ ...queryOptions(latchkey.pages.listPages, one), enabled: isNew })
  const published = useQuery({
    ...queryOptions(latchkey.pages.listPages, { path, query: { limit: 1, state: 'PUBLISHED' } }),
    enabled: isNew,
  })
  const connect = useQuery({
    ...queryOptions(latchkey.revenue.getConnectStatus, { path }),
    enabled: isNew && mayManage,
  })

  const share = () => {
    localStorage.setItem(sharedKey, '1')
    setShared(true)
  }
  if (!isNew || !profile.data || !pages.data || !published.data || (mayManage && !connect.data))
    return { steps: null, share }

  const [page] = pages.data.items
  const [publishedPage] = published.data.items
  const ofPage = page ? `${handle}/pages/${page.slug}` : `${handle}/pages`
  const drafts: Draft[] = [
    { name: 'name', isDone: true },
    {
      name: 'profile',
      isDone: profile.data.supportEmail !== null,
      path: `${handle}/settings`,
      ...(!mayManage && { whoElse: t.home.ownerOrOperator }),
    },
    { name: 'page', isDone: page !== undefined, path: `${handle}/new-page` },
    ...(mayManage
      ? [
          {
            name: 'connect' as const,
            isDone: connect.data?.detailsSubmitted === true,
            path: `${handle}/revenue`,
            ...(role !== 'OWNER' && { whoElse: t.home.ownerConnects }),
          },
        ]
      : []),
    { name: 'publish', isDone: publishedPage !== undefined, path: ofPage },
    {
      name: 'share',
      isDone: isShared,
      ...(publishedPage && { link: publishedPage.url }),
    },
  ]
  const next = drafts.find(({ isDone, whoElse }) => !isDone && !whoElse)
  return { steps: drafts.map((step) => ({ ...step, isNext: step === next })), share }
}
