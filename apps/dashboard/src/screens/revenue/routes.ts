import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'

/** What of the address says where one comes from, and what is shown. */
interface RevenueSearch {
  /** From Stripe's form: done or left, or by a link that had been opened before. */
  connect?: 'returned' | 'again'
  /** A year, or `all`; the last twelve months without it. */
  period?: string
}

function revenueSearch({ connect, period }: Record<string, unknown>): RevenueSearch {
  const named = String(period)
  return {
    ...((connect === 'returned' || connect === 'again') && { connect }),
    ...(/^(?:all|20\d\d)$/.test(named) && { period: named }),
  }
}

const revenue = createRoute({
  getParentRoute: () => handleRoute,
  path: '/revenue',
  validateSearch: checked(revenueSearch),
  component: lazyRouteComponent(() => import('./revenue.tsx'), 'Revenue'),
})

export const revenueRoutes = [revenue] as const
