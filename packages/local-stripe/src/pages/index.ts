import { Hono } from 'hono'
import type { LocalStripe } from '../local-stripe.ts'
import type { Scheduler } from '../world/scheduler.ts'
import type { World } from '../world/world.ts'
import { checkoutPages } from './checkout.ts'
import { connectPages } from './connect.ts'
import { controlPages } from './control.ts'
import { sameOriginForms, serveStyle, smallForms, stylePath } from './layout.ts'
import { voucherPages } from './vouchers.ts'

/** Everything a person sees: checkout, vouchers, onboarding, Express dashboard, control page. */
export function hostedPages(world: World, local: LocalStripe, scheduler: Scheduler): Hono {
  const pages = new Hono()
  for (const path of ['/c/*', '/vouchers/*', '/setup/*', '/_control/*'])
    pages.use(path, sameOriginForms, smallForms)
  pages.get(stylePath, serveStyle)
  pages.get('/', (context) => context.redirect('/_control'))
  pages.route('/', checkoutPages(world, scheduler))
  pages.route('/', voucherPages(world))
  pages.route('/', connectPages(world))
  pages.route('/', controlPages(world, local))
  return pages
}
