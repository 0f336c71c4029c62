import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { guestRoute, signedInRoute } from '../../app/routes.ts'

/** Where to go afterwards: a path of the dashboard. */
const nextOf = ({ next }: Record<string, unknown>): { next?: string } =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}

const signIn = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-in',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

export const guestRoutes = [signIn] as const

const start = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./handles.tsx'), 'Handles'),
})

const createHandle = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/new',
  component: lazyRouteComponent(() => import('./handles.tsx'), 'Handles'),
})

const account = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./handles.tsx'), 'Handles'),
})

export const accountRoutes = [start, createHandle, account] as const
