import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { handleRoute } from '../../app/routes.ts'

const list = createRoute({
  getParentRoute: () => handleRoute,
  path: '/group-buys',
  component: lazyRouteComponent(() => import('./group-buys.tsx'), 'GroupBuys'),
})

/** Beside the list, because a group buy may be called `new`. */
const create = createRoute({
  getParentRoute: () => handleRoute,
  path: '/new-group-buy',
  component: lazyRouteComponent(() => import('./new-group-buy.tsx'), 'NewGroupBuy'),
})

const one = createRoute({
  getParentRoute: () => handleRoute,
  path: '/group-buys/$slug',
  component: lazyRouteComponent(() => import('./group-buy.tsx'), 'OneGroupBuy'),
})

const edit = createRoute({
  getParentRoute: () => handleRoute,
  path: '/group-buys/$slug/edit',
  component: lazyRouteComponent(() => import('./edit-group-buy.tsx'), 'EditGroupBuy'),
})

export const groupBuyRoutes = [list, create, one, edit] as const
