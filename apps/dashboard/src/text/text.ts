// Every word that the dashboard shows, by area. Screens hold none of their own; a test sees to that.
import { accounts } from './accounts.ts'
import { app } from './app.ts'
import { drafts } from './drafts.ts'
import { home } from './home.ts'
import { pages } from './pages.ts'
import { share } from './share.ts'
import { ui } from './ui.ts'

/** Texts by area. What varies is a function. */
export const t = { app, ui, accounts, home, pages, drafts, share }
