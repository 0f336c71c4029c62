import { createRouter } from '@tanstack/react-router'
import { accountRoutes, guestRoutes, openRoutes } from '../screens/accounts/routes.ts'
import { customerRoutes } from '../screens/customers/routes.ts'
import { fileRoutes } from '../screens/files/routes.ts'
import { groupBuyRoutes } from '../screens/group-buys/routes.ts'
import { homeRoutes } from '../screens/home/routes.ts'
import { operatorRoute } from '../screens/operator/routes.ts'
import { pageRoutes } from '../screens/pages/routes.ts'
import { revenueRoutes } from '../screens/revenue/routes.ts'
import { salesRoutes } from '../screens/sales/routes.ts'
import { settingsRoutes } from '../screens/settings/routes.ts'
import { supportRoutes } from '../screens/support/routes.ts'
import { accountRoute, guestRoute, handleRoute, openRoute, rootRoute, signedInRoute } from './routes.ts'

const handleRoutes = [
  ...homeRoutes, //
  ...pageRoutes,
  ...salesRoutes,
  ...customerRoutes,
  ...revenueRoutes,
  ...groupBuyRoutes,
  ...fileRoutes,
  ...settingsRoutes,
  ...supportRoutes,
] as const

const routeTree = rootRoute.addChildren([
  guestRoute.addChildren([...guestRoutes]),
  openRoute.addChildren([...openRoutes]),
  signedInRoute.addChildren([
    accountRoute.addChildren([...accountRoutes]),
    operatorRoute,
    handleRoute.addChildren([...handleRoutes]),
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Answers are cached by TanStack Query, not by the router.
  defaultPreloadStaleTime: 0,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
