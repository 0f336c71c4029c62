import { createRouter } from '@tanstack/react-router'
import { accountRoutes, guestRoutes } from '../screens/accounts/routes.ts'
import { homeRoutes } from '../screens/home/routes.ts'
import { pageRoutes } from '../screens/pages/routes.ts'
import { guestRoute, handleRoute, rootRoute, signedInRoute } from './routes.ts'

const routeTree = rootRoute.addChildren([
  guestRoute.addChildren([...guestRoutes]),
  signedInRoute.addChildren([...accountRoutes, handleRoute.addChildren([...homeRoutes, ...pageRoutes])]),
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
