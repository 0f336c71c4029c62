// What the screens of all areas hang on. Each area has its own in `screens/<area>/routes.ts`.
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { areHeld } from '../session/held-calls.ts'
import { SessionGate } from '../session/session-gate.tsx'
import { AccountShell } from './account-shell.tsx'
import { Failed, NotFound, Pending } from './failures.tsx'
import { HandleShell } from './handle-shell.tsx'
import { auth } from './latchkey.ts'
import { Guest, Root } from './root.tsx'
import { checked } from './search.ts'

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failed,
})

/** A path of the dashboard, which an address may name as where to go next. */
const nextOf = ({ next }: Record<string, unknown>): { next?: string | undefined } =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
const checkedNext = checked(nextOf)

/** Screens for anybody. */
export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  validateSearch: checkedNext,
  component: Guest,
})

/** Screens for those who are not signed in. Who is goes on to where they wanted to go. */
export const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'guest',
  validateSearch: checkedNext,
  async beforeLoad({ search, cause }) {
    if (cause === 'preload') return
    const { status } = await auth.ready()
    if (status === 'signed-in') throw redirect({ href: search.next ?? '/', replace: true })
  },
  component: Guest,
})

/** Screens for those who are. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  async beforeLoad({ location }) {
    const { status } = await auth.ready()
    // Whose session ends while a screen is open is asked there.
    if (status === 'signed-out' && !areHeld())
      throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true })
  },
  component: SessionGate,
  pendingComponent: Pending,
})

/** Screens of the account that is signed in. */
export const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'account',
  component: AccountShell,
})

/** Screens of one handle. */
export const handleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/h/$handle',
  component: HandleShell,
})
