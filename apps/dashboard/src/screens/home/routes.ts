import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'

const home = createRoute({
  getParentRoute: () => handleRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.tsx'), 'Home'),
})

export const homeRoutes = [home] as const
