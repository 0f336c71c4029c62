import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'

/** Whom the list is narrowed to. */
const customersSearch = ({ email }: Record<string, unknown>): { email?: string } =>
  typeof email === 'string' && /^\S{1,64}@\S{1,255}$/.test(email) ? { email } : {}

const customers = createRoute({
  getParentRoute: () => handleRoute,
  path: '/customers',
  validateSearch: checked(customersSearch),
  component: lazyRouteComponent(() => import('./customers.tsx'), 'Customers'),
})

const customer = createRoute({
  getParentRoute: () => handleRoute,
  path: '/customers/$visitorId',
  component: lazyRouteComponent(() => import('./customer.tsx'), 'Customer'),
})

export const customerRoutes = [customers, customer] as const
