import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { documentHost } from '../../test/document-host.ts'
import { fetchPublic, isPublicAddress, postPublic, systemNetwork } from './public-network.ts'

describe('isPublicAddress', () => {
  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ['this network', '0.0.0.0'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.255'],
    ['link-local, where clouds keep secrets', '169.254.169.254'],
    ['protocol assignments', '192.0.0.8'],
    ['documentation', '192.0.2.1'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped IPv4', '::ffff:127.0.0.1'],
    ['mapped IPv4 that is public', '::ffff:93.184.216.34'],
    ['mapped IPv4 in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['unique local', 'fd00::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%lo'],
    ['multicast', 'ff02::1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['no address', 'localhost'],
    ['an IPv4 in other notation', '0x7f.1'],
    ['an IPv4 as one number', '2130706433'],
    ['nothing', ''],
  ])('%s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('fetchPublic', () => {
  const url = new URL('https://client.example/client.json')
  const limits = { bytes: 100, milliseconds: 2000 }

  test('dials the very address that was checked, for the name that was asked for', async () => {
    const host = await documentHost((_, response) => response.end('{}'))
    const fetched = await fetchPublic(host.network, new URL('https://client.example:8443/a?b=c'), limits)
    expect(fetched.problem).toBeUndefined()
    expect(host.dialled).toEqual([{ address: '93.184.216.34', port: 8443, servername: 'client.example' }])
    expect(host.requests[0]).toMatchObject({ url: '/a?b=c', headers: { host: 'client.example:8443' } })
    expect(host.requests[0]?.headers).not.toHaveProperty('cookie')
    await fetchPublic(host.network, url, limits)
    expect(host.requests[1]?.headers.host, 'the usual port goes without saying').toBe('client.example')
  })

  test('a name server that changes its answer leads nowhere else', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']]
    const host = await documentHost(
      (_, response) => response.end('{}'),
      () => answers.shift() ?? [],
    )
    await fetchPublic(host.network, url, limits)
    expect(host.dialled).toMatchObject([{ address: '93.184.216.34' }])
    expect(await fetchPublic(host.network, url, limits)).toMatchObject({ problem: expect.any(String) })
    expect(host.dialled).toHaveLength(1)
  })

  test.each([
    ['a private address', ['10.0.0.1']],
    ['a private address beside a public one', ['93.184.216.34', '169.254.169.254']],
    ['mapped loopback', ['::ffff:127.0.0.1']],
    ['no address', []],
  ])('does not dial a host with %s', async (_, addresses) => {
    const host = await documentHost(
      (_, response) => response.end('{}'),
      () => addresses,
    )
    expect((await fetchPublic(host.network, url, limits)).problem).toMatch(/address/)
    expect(host.dialled).toEqual([])
  })

  test.each([
    'https://127.0.0.1/client.json',
    'https://[::1]/client.json',
    'https://[::ffff:10.0.0.1]/client.json',
    'https://0x7f.1/client.json',
    'https://2130706433/client.json',
    'https://127.1/client.json',
    'https://169.254.169.254/latest/meta-data',
  ])('does not dial %s', async (address) => {
    const host = await documentHost((_, response) => response.end('{}'))
    expect((await fetchPublic(host.network, new URL(address), limits)).problem).toMatch(/public address/)
    expect(host.dialled).toEqual([])
  })

  test('does not follow a redirect', async () => {
    const host = await documentHost((_, response) => {
      response.writeHead(302, { location: 'https://169.254.169.254/' }).end()
    })
    expect((await fetchPublic(host.network, url, limits)).problem).toBe('it redirects')
    expect(host.requests).toHaveLength(1)
  })

  test.each([204, 404, 500])('does not take an answer with status %i', async (status) => {
    const host = await documentHost((_, response) => response.writeHead(status).end())
    expect((await fetchPublic(host.network, url, limits)).problem).toContain(String(status))
  })

  test('reads no more than the limit, whatever length is announced', async () => {
    const sizes = [100, 101, 1_000_000]
    for (const size of sizes) {
      const host = await documentHost((_, response) => {
        response.writeHead(200, { 'transfer-encoding': 'chunked' })
        response.end('x'.repeat(size))
      })
      const fetched = await fetchPublic(host.network, url, limits)
      expect(fetched.problem).toBe(size > 100 ? 'it is larger than 100 bytes' : undefined)
    }
  })

  test.each([
    ['an answer that does not come', () => {}],
    [
      'an answer that does not end',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200)
        response.write('{')
      },
    ],
  ])('does not wait for %s', async (_, handle) => {
    const host = await documentHost(handle)
    const fetched = await fetchPublic(host.network, url, { bytes: 100, milliseconds: 200 })
    expect(fetched.problem).toBe('it did not answer within 0.2 seconds')
  })

  test('does not wait for a name server either', async () => {
    const network = { ...systemNetwork, resolve: () => new Promise<string[]>(() => {}) }
    const fetched = await fetchPublic(network, url, { bytes: 100, milliseconds: 100 })
    expect(fetched.problem).toBe('it did not answer within 0.1 seconds')
  })

  test('a connection that breaks, and a name that is unknown', async () => {
    const host = await documentHost((request) => request.socket.destroy())
    expect((await fetchPublic(host.network, url, limits)).problem).toMatch(/could not be fetched/)
    const unknown = {
      ...systemNetwork,
      resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
    }
    expect((await fetchPublic(unknown, url, limits)).problem).toBe('it could not be fetched (ENOTFOUND)')
  })

  test('verifies the certificate, and that it is for the host', async () => {
    const host = await documentHost((_, response) => response.end('{}'))
    expect((await fetchPublic(host.strictNetwork, url, limits)).problem).toMatch(/SELF_SIGNED/)
    const other = await fetchPublic(host.network, new URL('https://other.example/'), limits)
    expect(other.problem).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/)
    expect(host.requests).toEqual([])
  })
})

describe('postPublic', () => {
  const url = new URL('https://client.example/hook')
  const message = { headers: { 'content-type': 'text/plain' }, body: 'grüß' }

  test('sends all bytes of a message, and answers with the status alone', async () => {
    const bodies: string[] = []
    const host = await documentHost(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk))
      response.writeHead(418)
      response.write('an answer that never ends')
    })
    expect(await postPublic(host.network, url, message, 2000)).toEqual({ status: 418 })
    expect(bodies).toEqual(['grüß'])
    expect(host.requests[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-length': '6', 'content-type': 'text/plain' },
    })
  })

  test('does not wait longer than it may, nor dial what is private', async () => {
    const host = await documentHost(() => {})
    const late = await postPublic(host.network, url, message, 200)
    expect(late.problem).toBe('it did not answer within 0.2 seconds')
    const inside = await postPublic(host.network, new URL('https://10.0.0.1/'), message, 200)
    expect(inside.problem).toMatch(/public address/)
    const broken = await documentHost((request) => request.socket.destroy())
    expect((await postPublic(broken.network, url, message, 2000)).problem).toBe(
      'it could not be reached (ECONNRESET)',
    )
  })
})
