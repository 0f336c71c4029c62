import { defineRouteMiddleware } from '@astrojs/starlight/route-data'

const addresses = ['canonical', 'og:url']

/** Names a page as it is served and linked: Astro builds files, and their ending leads there by a redirect only. */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  for (const { attrs } of starlightRoute.head) {
    if (!attrs || !addresses.includes(String(attrs.rel ?? attrs.property))) continue
    for (const name of ['href', 'content']) {
      const value = attrs[name]
      if (typeof value === 'string') attrs[name] = value.replace(/(?:(?<=\/)index)?\.html$/, '')
    }
  }
})
