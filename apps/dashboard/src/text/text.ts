// Every word that the dashboard shows, by area. Screens hold none of their own; a test sees to that.
import { accounts } from './accounts.ts'
import { app } from './app.ts'
import { audit } from './audit.ts'
import { customers } from './customers.ts'
import { drafts } from './drafts.ts'
import { files } from './files.ts'
import { groupBuys } from './group-buys.ts'
import { home } from './home.ts'
import { operator } from './operator.ts'
import { pages } from './pages.ts'
import { revenue } from './revenue.ts'
import { sales } from './sales.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { share } from './share.ts'
import { support } from './support.ts'
import { ui } from './ui.ts'

/** Texts by area. What varies is a function. */
export const t = {
  app, //
  ui,
  session,
  accounts,
  home,
  pages,
  drafts,
  share,
  groupBuys,
  files,
  settings,
  audit,
  support,
  operator,
  sales,
  customers,
  revenue,
}
