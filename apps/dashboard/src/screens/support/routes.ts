import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'

/** The request that a report is about. */
const requestOf = ({ requestId }: Record<string, unknown>): { requestId?: string } =>
  typeof requestId === 'string' ? { requestId } : {}

const support = createRoute({
  getParentRoute: () => handleRoute,
  path: '/support',
  validateSearch: checked(requestOf),
  component: lazyRouteComponent(() => import('./support.tsx'), 'Support'),
})

export const supportRoutes = [support] as const
