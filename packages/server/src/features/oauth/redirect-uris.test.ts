import { describe, expect, test } from 'vitest'
import { formActionSource, redirectUriMatches, redirectUriProblem, withParameters } from './redirect-uris.ts'

describe('what can be registered', () => {
  test.each([
    'https://client.example',
    'https://client.example/',
    'https://client.example/callback?tenant=7',
    'https://client.example:8443/callback',
    'http://127.0.0.1/callback',
    'http://127.0.0.1:49152/callback',
    'http://[::1]:1234/callback',
    'http://localhost',
    'http://localhost:3000/callback?x=1',
  ])('%s', (uri) => {
    expect(redirectUriProblem(uri)).toBeNull()
  })

  test.each([
    ['RFC 6749 §3.1.2: no fragment', 'https://client.example/callback#x'],
    ['RFC 6749 §3.1.2: no empty fragment', 'https://client.example/callback#'],
    ['RFC 6749 §3.1.2: absolute', '/callback'],
    ['RFC 6749 §3.1.2: absolute, with a scheme', '//client.example/callback'],
    ['RFC 6749 §3.1.2.1: TLS', 'http://client.example/callback'],
    ['RFC 8252 §8.3: loopback is no name that ends so', 'http://localhost.client.example/callback'],
    ['RFC 8252 §8.3: loopback is no user of another host', 'http://localhost@client.example/callback'],
    ['RFC 8252 §7.3: loopback is no other address', 'http://127.0.0.2/callback'],
    ['RFC 8252 §7.3: loopback is no private network', 'http://192.168.0.1/callback'],
    ['RFC 8252 §8.4: no scheme of its own', 'myapp://callback'],
    ['RFC 8252 §8.4: no scheme of its own, reversed', 'com.example.app:/callback'],
    ['RFC 9700 §4.1: no script', 'javascript:alert(1)'],
    ['RFC 9700 §4.1: no script behind a host', 'javascript://client.example/%0aalert(1)'],
    ['RFC 9700 §4.1: no data', 'data:text/html,<script>alert(1)</script>'],
    ['RFC 9700 §4.1: no blob', 'blob:https://client.example/1'],
    ['RFC 9700 §4.1: no file', 'file:///etc/passwd'],
    ['RFC 9700 §4.1: no about', 'about:blank'],
    ['RFC 9700 §4.1.3: no wildcard', 'https://*.client.example/callback'],
    ['no user information', 'https://user:password@client.example/callback'],
    ['no backslash', 'https://client.example\\@evil.example/callback'],
    ['no tab', 'https://client.example/\tcallback'],
    ['no line break', 'https://client.example/callback\r\nlocation: https://evil.example'],
    ['no space', ' https://client.example/callback'],
    ['no scheme in capitals', 'HTTPS://client.example/callback'],
    ['no missing slash', 'https:client.example/callback'],
    ['no missing host', 'https:///callback'],
    ['no host that is not ASCII', 'https://clïent.example/callback'],
    ['no host that ends the policy', 'https://client.example;sandbox/callback'],
    ['no host that begins another policy', 'https://client.example,x/callback'],
    ['no parameter of the answer', 'https://client.example/callback?code=1'],
    ['no parameter of the answer: state', 'https://client.example/callback?a=1&state=2'],
    ['no parameter of the answer: iss', 'https://client.example/callback?iss=x'],
  ])('%s', (_, uri) => {
    expect(redirectUriProblem(uri)).not.toBeNull()
  })
})

describe('RFC 9700 §2.1: exact match', () => {
  const registered = 'https://client.example/callback?tenant=7'
  test.each([
    ['slash', 'https://client.example/callback/?tenant=7'],
    ['case of the path', 'https://client.example/Callback?tenant=7'],
    ['case of the host', 'https://CLIENT.example/callback?tenant=7'],
    ['case of the scheme', 'HTTPS://client.example/callback?tenant=7'],
    ['no query', 'https://client.example/callback'],
    ['another query', 'https://client.example/callback?tenant=8'],
    ['more query', 'https://client.example/callback?tenant=7&x=1'],
    ['fragment', 'https://client.example/callback?tenant=7#x'],
    ['port', 'https://client.example:444/callback?tenant=7'],
    ['default port', 'https://client.example:443/callback?tenant=7'],
    ['scheme', 'http://client.example/callback?tenant=7'],
    ['sub-domain', 'https://www.client.example/callback?tenant=7'],
    ['trailing dot', 'https://client.example./callback?tenant=7'],
    ['user information', 'https://x@client.example/callback?tenant=7'],
    ['path traversal', 'https://client.example/x/../callback?tenant=7'],
    ['percent-encoding', 'https://client.example/%63allback?tenant=7'],
    ['space', 'https://client.example/callback?tenant=7 '],
    ['longer', 'https://client.example/callback?tenant=77'],
    ['another host', 'https://evil.example/callback?tenant=7'],
    ['empty', ''],
  ])('off by %s', (_, given) => {
    expect(redirectUriMatches(registered, given)).toBe(false)
    expect(redirectUriMatches(registered, registered)).toBe(true)
  })
})

describe('RFC 8252 §7.3: any port of a loopback address', () => {
  test.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:49152/callback', true],
    ['http://127.0.0.1:1/callback', 'http://127.0.0.1:2/callback', true],
    ['http://127.0.0.1:1/callback', 'http://127.0.0.1/callback', true],
    ['http://[::1]/callback', 'http://[::1]:5000/callback', true],
    ['http://localhost', 'http://localhost:5000', true],
    ['http://localhost/callback?x=1', 'http://localhost:5000/callback?x=1', true],
    ['http://localhost/callback', 'http://127.0.0.1:5000/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:5000/callback/', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:5000/', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:5000/callback?x=1', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:5000/callback#x', false],
    ['http://127.0.0.1/callback', 'https://127.0.0.1:5000/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:99999/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:@evil.example/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:80.evil.example/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1.evil.example/callback', false],
    ['https://localhost/callback', 'https://localhost:5000/callback', false],
  ])('%s and %s: %s', (registered, given, matches) => {
    expect(redirectUriMatches(registered, given)).toBe(matches)
  })
})

test('RFC 6749 §3.1.2: the query of the redirect URI stays, and parameters are added to it', () => {
  const state = '&=+%20#?/ä☃"\'<>;,'
  expect(withParameters('https://client.example/cb', { code: 'x', state: null })).toBe(
    'https://client.example/cb?code=x',
  )
  const url = new URL(withParameters('https://client.example/cb?a=%20b+c&a=2', { state, iss: 'i' }))
  expect(url.search.startsWith('?a=%20b+c&a=2&state=')).toBe(true)
  expect(url.searchParams.get('state')).toBe(state)
})

test('form-action names the one origin that the answer leads to', () => {
  expect(formActionSource('https://client.example:8443/callback?x')).toBe('https://client.example:8443')
  expect(formActionSource('http://127.0.0.1:5000/callback')).toBe('http://127.0.0.1:5000')
  expect(formActionSource('http://[::1]:5000/callback')).toBe('http:')
})
