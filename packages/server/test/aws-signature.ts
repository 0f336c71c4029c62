import { createHash, createHmac } from 'node:crypto'

/** A request as it arrived. */
export interface SignedRequest {
  readonly method: string
  readonly url: URL
  header(name: string): string
}

const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * Whether a request to S3 was signed with this secret, in its query or its headers: AWS Signature Version 4,
 * written down from its description, because s3rver checks only the older one.
 */
export function isSigned(request: SignedRequest, secret: string): boolean {
  const { method, url } = request
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature')
  const inHeader = new Map(
    [...request.header('authorization').matchAll(/(\w+)=([^,\s]+)/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  )
  const part = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? inHeader.get(name) ?? ''
  const [, ...scope] = part('Credential').split('/')
  const date = url.searchParams.get('X-Amz-Date') ?? request.header('x-amz-date')
  const canonical = [
    method,
    url.pathname,
    query
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...part('SignedHeaders')
      .split(';')
      .map((name) => `${name}:${request.header(name).trim()}`),
    '',
    part('SignedHeaders'),
    request.header('x-amz-content-sha256') || 'UNSIGNED-PAYLOAD',
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash].join('\n')
  const key = scope.reduce<string | Buffer>((derived, step) => hmac(derived, step), `AWS4${secret}`)
  return hmac(key, text).toString('hex') === part('Signature')
}
