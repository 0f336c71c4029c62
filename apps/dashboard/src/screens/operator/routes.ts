import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/routes.ts'

const shell = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/operator',
  component: lazyRouteComponent(() => import('./operator-shell.tsx'), 'OperatorShell'),
})

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./reports.tsx'), 'Reports'),
})

const contentReports = createRoute({
  getParentRoute: () => shell,
  path: '/abuse',
  component: lazyRouteComponent(() => import('./reports.tsx'), 'ContentReports'),
})

const deadJobs = createRoute({
  getParentRoute: () => shell,
  path: '/dead-jobs',
  component: lazyRouteComponent(() => import('./dead-jobs.tsx'), 'DeadJobs'),
})

const payments = createRoute({
  getParentRoute: () => shell,
  path: '/unmatched-payments',
  component: lazyRouteComponent(() => import('./unmatched-payments.tsx'), 'UnmatchedPayments'),
})

export const operatorRoute = shell.addChildren([reports, contentReports, deadJobs, payments])
