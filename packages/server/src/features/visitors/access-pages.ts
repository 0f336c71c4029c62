import type { contract } from '@latchkey/contract'
import { html } from 'hono/html'
import { isFailure } from '../../platform/failure.ts'
import { layout } from '../../platform/html/layout.ts'
import type { Handler } from '../../platform/http/operation.ts'
import { inspectMagicLink } from './service.ts'

type Visitors = typeof contract.visitors

export const showAccessPage: Handler<Visitors['showAccessPage']> = async () => ({
  status: 200,
  html: layout({ title: 'Your access', main: html`<h1>Your access</h1>` }),
})

export const showMagicLink: Handler<Visitors['showMagicLink']> = async ({ deps, params }) => {
  const challenge = await inspectMagicLink(deps, params.token)
  if (isFailure(challenge)) return challenge
  return {
    status: 200,
    html: layout({ title: 'Sign in', main: html`<h1>Sign in as ${challenge.email}</h1>` }),
  }
}

export const openMagicLink: Handler<Visitors['openMagicLink']> = async ({ deps, params }) => {
  const challenge = await inspectMagicLink(deps, params.token)
  if (isFailure(challenge)) return challenge
  return { status: 303, location: deps.config.origin }
}
