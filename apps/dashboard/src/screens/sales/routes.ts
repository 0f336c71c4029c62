import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'
import { salesSearch } from './search.ts'

const sales = createRoute({
  getParentRoute: () => handleRoute,
  path: '/sales',
  validateSearch: checked(salesSearch),
  component: lazyRouteComponent(() => import('./sales.tsx'), 'Sales'),
})

const sale = createRoute({
  getParentRoute: () => handleRoute,
  path: '/sales/$purchaseId',
  component: lazyRouteComponent(() => import('./sale.tsx'), 'Sale'),
})

export const salesRoutes = [sales, sale] as const
