import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'

const settings = createRoute({
  getParentRoute: () => handleRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings.tsx'), 'Settings'),
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
})

const frontEnd = createRoute({
  getParentRoute: () => settings,
  path: '/front-end',
  component: lazyRouteComponent(() => import('./profile.tsx'), 'FrontEnd'),
})

const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyRouteComponent(() => import('./people.tsx'), 'People'),
})

const handle = createRoute({
  getParentRoute: () => settings,
  path: '/handle',
  component: lazyRouteComponent(() => import('./handle.tsx'), 'HandleSettings'),
})

const tokens = createRoute({
  getParentRoute: () => settings,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./tokens.tsx'), 'Tokens'),
})

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks.tsx'), 'Webhooks'),
})

const deliveries = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhookEndpointId',
  component: lazyRouteComponent(() => import('./deliveries.tsx'), 'Deliveries'),
})

const auditLog = createRoute({
  getParentRoute: () => settings,
  path: '/audit-log',
  component: lazyRouteComponent(() => import('./audit-log.tsx'), 'AuditLog'),
})

export const settingsRoutes = [
  settings.addChildren([profile, frontEnd, people, handle, tokens, webhooks, deliveries, auditLog]),
] as const
