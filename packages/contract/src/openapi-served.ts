import type { OpenAPIHono } from '@hono/zod-openapi'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** URLs of an OAuth flow, of which the document has the paths. */
const flowUrls = ['authorizationUrl', 'tokenUrl', 'refreshUrl'] as const

/** The document as a server on `origin` hands it out: one concrete server, and absolute URLs where only such are read. */
export function servedDocument(document: Document, origin: string): Document {
  const schemes = Object.entries(document.components?.securitySchemes ?? {}).map(([name, scheme]) => [
    name,
    'flows' in scheme ? { ...scheme, flows: absolute(scheme.flows ?? {}, origin) } : scheme,
  ])
  return {
    ...document,
    servers: [{ url: origin }],
    components: { ...document.components, securitySchemes: Object.fromEntries(schemes) },
  }
}

const absolute = (flows: object, origin: string) =>
  Object.fromEntries(
    Object.entries(flows).map(([name, flow]: [string, Record<string, unknown>]) => [
      name,
      Object.fromEntries(
        Object.entries(flow).map(([key, value]) => [
          key,
          flowUrls.some((url) => url === key) ? `${origin}${value}` : value,
        ]),
      ),
    ]),
  )
