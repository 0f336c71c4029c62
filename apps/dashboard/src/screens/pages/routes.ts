import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'
import { checked } from '../../app/search.ts'
import { type PageState, pageStates } from './state.ts'

/** What is listed: pages in one state, or all. */
const filterOf = ({ state }: Record<string, unknown>): { state?: PageState } => {
  const known = pageStates.find((each) => each === state)
  return known ? { state: known } : {}
}

const list = createRoute({
  getParentRoute: () => handleRoute,
  path: '/pages',
  validateSearch: checked(filterOf),
  component: lazyRouteComponent(() => import('./pages.tsx'), 'Pages'),
})

// Beside the pages, not among them: one may be called `new`.
const create = createRoute({
  getParentRoute: () => handleRoute,
  path: '/new-page',
  component: lazyRouteComponent(() => import('./new-page.tsx'), 'NewPage'),
})

const edit = createRoute({
  getParentRoute: () => handleRoute,
  path: '/pages/$pageSlug',
  component: lazyRouteComponent(() => import('./edit-page.tsx'), 'EditPage'),
})

export const pageRoutes = [list, create, edit] as const
