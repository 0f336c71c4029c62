import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'

/** What a report is about: a request, or a sale that is disputed. */
const aboutOf = ({
  requestId,
  dispute,
}: Record<string, unknown>): { requestId?: string; dispute?: string } => ({
  ...(typeof requestId === 'string' && { requestId }),
  ...(typeof dispute === 'string' && /^pur_[0-9a-z]{26}$/.test(dispute) && { dispute }),
})

const support = createRoute({
  getParentRoute: () => handleRoute,
  path: '/support',
  validateSearch: checked(aboutOf),
  component: lazyRouteComponent(() => import('./support.tsx'), 'Support'),
})

export const supportRoutes = [support] as const
