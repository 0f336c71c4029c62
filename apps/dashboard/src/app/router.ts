import { createRouter } from '@tanstack/react-router'
import { accountRoutes, guestRoutes } from '../screens/accounts/routes.ts'
import { fileRoutes } from '../screens/files/routes.ts'
import { groupBuyRoutes } from '../screens/group-buys/routes.ts'
import { homeRoutes } from '../screens/home/routes.ts'
import { operatorRoutes } from '../screens/operator/routes.ts'
import { settingsRoutes } from '../screens/settings/routes.ts'
import { supportRoutes } from '../screens/support/routes.ts'
import { guestRoute, handleRoute, rootRoute, signedInRoute } from './routes.ts'

const routeTree = rootRoute.addChildren([
  guestRoute.addChildren([...guestRoutes]),
  signedInRoute.addChildren([
    ...accountRoutes,
    ...operatorRoutes,
    handleRoute.addChildren([
      ...homeRoutes,
      ...groupBuyRoutes,
      ...fileRoutes,
      ...settingsRoutes,
      ...supportRoutes,
    ]),
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
