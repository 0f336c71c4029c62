// Every word that the dashboard shows, by area. Screens hold none of their own; a test sees to that.
import { accounts } from './accounts.ts'
import { app } from './app.ts'
import { home } from './home.ts'
import { ui } from './ui.ts'

/** Texts by area. What varies is a function. */
export const t = { app, ui, accounts, home }
