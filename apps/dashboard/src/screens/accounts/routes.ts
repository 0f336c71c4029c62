import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { accountRoute, guestRoute, openRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'

const signIn = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

const signUp = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./sign-up.tsx'), 'SignUp'),
})

const confirm = createRoute({
  getParentRoute: () => guestRoute,
  path: '/confirm',
  component: lazyRouteComponent(() => import('./confirm.tsx'), 'Confirm'),
})

export const guestRoutes = [signIn, signUp, confirm] as const

const resetPassword = createRoute({
  getParentRoute: () => openRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./reset-password.tsx'), 'ResetPassword'),
})

export const openRoutes = [resetPassword] as const

/** Whether all handles are listed, where there is one to go straight to. */
const allOf = ({ all }: Record<string, unknown>): { all?: true } => (all === true ? { all } : {})

const start = createRoute({
  getParentRoute: () => accountRoute,
  path: '/',
  validateSearch: checked(allOf),
  component: lazyRouteComponent(() => import('./handles.tsx'), 'Handles'),
})

const createHandle = createRoute({
  getParentRoute: () => accountRoute,
  path: '/new',
  component: lazyRouteComponent(() => import('./new-handle.tsx'), 'NewHandle'),
})

const account = createRoute({
  getParentRoute: () => accountRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account.tsx'), 'Account'),
})

export const accountRoutes = [start, createHandle, account] as const
