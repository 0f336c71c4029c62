import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'

const files = createRoute({
  getParentRoute: () => handleRoute,
  path: '/files',
  component: lazyRouteComponent(() => import('./files.tsx'), 'Files'),
})

export const fileRoutes = [files] as const
