// What the screens of all areas hang on. Each area has its own in `screens/<area>/routes.ts`.
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { SessionGate } from '../session/session-gate.tsx'
import { Failed, NotFound } from './failures.tsx'
import { HandleShell } from './handle-shell.tsx'
import { auth } from './latchkey.ts'
import { Guest, Root } from './root.tsx'

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failed,
})

/** Screens for those who are not signed in. */
export const guestRoute = createRoute({ getParentRoute: () => rootRoute, id: 'guest', component: Guest })

/** Screens for those who are. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  async beforeLoad({ location }) {
    const { status } = await auth.ready()
    if (status === 'signed-out')
      throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true })
  },
  component: SessionGate,
})

/** Screens of one handle. */
export const handleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/h/$handle',
  component: HandleShell,
})
