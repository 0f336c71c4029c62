import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../test/runs.ts'
import {
  destinationOf,
  formActionSource,
  redirectUriMatches,
  redirectUriProblem,
  withParameters,
} from './redirect-uris.ts'

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
    for (const kind of ['public', 'confidential'] as const) expect(redirectUriProblem(uri, kind)).toBeNull()
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
    expect(redirectUriProblem(uri, 'public')).not.toBeNull()
  })
})

describe('RFC 8252 §7.1: private-use schemes', () => {
  test.each([
    ['cursor://anysphere.cursor-retrieval/oauth/user-7f3a/callback', 'cursor://anysphere.cursor-retrieval'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp'],
    ['vscode://vscode.github-authentication/did-authenticate', 'vscode://vscode.github-authentication'],
    ['vscode-insiders://publisher.extension/cb?windowId=1', 'vscode-insiders://publisher.extension'],
    ['com.example.app:/cb', 'com.example.app:'],
    ['com.example.App:/cb', 'com.example.app:'],
    ['com.googleusercontent.apps.1-a:/oauth2redirect', 'com.googleusercontent.apps.1-a:'],
    ['myapp://callback', 'myapp://callback'],
    ['myapp:///callback', 'myapp:'],
    ['x+y:/cb', 'x+y:'],
  ])('%s: of public clients only, and named', (uri, shown) => {
    expect(redirectUriProblem(uri, 'public')).toBeNull()
    expect(redirectUriProblem(uri, 'confidential')).toContain('only public clients')
    expect(destinationOf(uri)).toBe(`an app on this device (${shown})`)
  })

  test.each([
    ['no slash: what stands there is not a place', 'myapp:callback'],
    ['out of band', 'urn:ietf:wg:oauth:2.0:oob'],
    ['no fragment', 'myapp://callback#x'],
    ['no user information', 'myapp://user@callback'],
    ['no parameter of the answer', 'myapp://callback?code=1'],
    ['no backslash', 'myapp:\\\\callback'],
    ['no scheme that is none', '7app://callback'],
    ['no scheme with an escape', '%6aavascript://callback'],
    ['no scheme that a website may take over', 'web+app://callback'],
    ['no capitals to pass for another rule', 'Http://client.example/callback'],
  ])('%s: %s', (_, uri) => {
    expect(redirectUriProblem(uri, 'public')).not.toBeNull()
  })

  const refused = [
    ...['javascript', 'data', 'file', 'blob', 'about', 'vbscript', 'intent', 'shell', 'search-ms', 'mailto'],
    ...['ms-settings', 'ms-word', 'ms-x', 'tel', 'sms', 'ftp', 'ws', 'wss', 'ldap', 'smb', 'ssh'],
    ...['view-source', 'chrome', 'chrome-extension', 'filesystem', 'jar', 'http'],
  ]
  const anyCase = (word: string) =>
    fc
      .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
      .map((upper) => [...word].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''))
  const rest = fc.constantFrom(
    ':',
    ':/',
    '://',
    ':///',
    '://app/',
    ':/cb?x=1',
    '://client.example/%0aalert(1)',
  )
  /** White space, control characters, and what looks like neither. */
  const filler = fc
    .array(
      fc.oneof(
        ...[
          [0x00, 0x20],
          [0x7f, 0xad],
          [0x2000, 0x200f],
          [0x2028, 0x202f],
          [0x3000, 0x3000],
          [0xfeff, 0xfeff],
        ].map(([min = 0, max = 0]) => fc.integer({ min, max })),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((points) => String.fromCodePoint(...points))

  test.each(refused)('%s is refused in any case, and with anything put into it', (scheme) => {
    fc.assert(
      fc.property(anyCase(scheme), rest, filler, fc.nat(), (written, after, extra, at) => {
        const uri = `${written}${after}`
        const cut = at % (uri.length + 1)
        expect(redirectUriProblem(uri, 'public')).not.toBeNull()
        expect(redirectUriProblem(`${uri.slice(0, cut)}${extra}${uri.slice(cut)}`, 'public')).not.toBeNull()
      }),
      runs({ short: 100, long: 5000 }),
    )
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

test('RFC 9700 §2.1: no two URIs match that differ, whatever they are made of', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9._~%!$&'()*+,;=:@/?-]{0,12}$/)
  const uri = fc
    .tuple(fc.constantFrom('https://client.example', 'cursor://', 'com.example.app:', 'vscode:'), part)
    .map(([start, end]) => `${start}/${end}`)
  const edit = fc.oneof(
    uri.map((other) => () => other),
    fc.tuple(fc.nat(), fc.stringMatching(/^[!-~]{0,2}$/)).map(([at, put]) => (from: string) => {
      const cut = at % (from.length + 1)
      return from.slice(0, cut) + put + from.slice(cut + 1)
    }),
    fc.constantFrom(
      (from: string) => from.toUpperCase(),
      (from: string) => `${from}/`,
      (from: string) => from.replace(':/', ':///'),
      (from: string) => from.replace('://', ':/'),
      (from: string) => (URL.canParse(from) ? new URL(from).href : from),
    ),
  )
  fc.assert(
    fc.property(uri, edit, (registered, change) => {
      const given = change(registered)
      expect(redirectUriMatches(registered, registered)).toBe(true)
      expect(redirectUriMatches(registered, given)).toBe(registered === given)
    }),
    runs({ short: 1000, long: 50_000 }),
  )
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

test('form-action names the one origin, or scheme, that the answer leads to', () => {
  expect(formActionSource('https://client.example:8443/callback?x')).toBe('https://client.example:8443')
  expect(formActionSource('http://127.0.0.1:5000/callback')).toBe('http://127.0.0.1:5000')
  expect(formActionSource('http://[::1]:5000/callback')).toBe('http:')
  expect(formActionSource('cursor://anysphere.cursor-mcp/oauth/callback')).toBe('cursor:')
  expect(formActionSource('com.example.App:/cb')).toBe('com.example.app:')
})
