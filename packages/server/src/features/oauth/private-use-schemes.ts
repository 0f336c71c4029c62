/** Content of the browser itself, which it would run or show, or take for a page of ours. */
const ofBrowsers = [
  'about',
  'blob',
  'cid',
  'content',
  'data',
  'feed',
  'file',
  'filesystem',
  'jar',
  'javascript',
  'livescript',
  'mhtml',
  'mid',
  'mk',
  'mocha',
  'res',
  'resource',
  'vbscript',
  'view-source',
]

/** Commands to the operating system rather than to an app. */
const ofSystems = ['android-app', 'intent', 'microsoft-edge', 'search', 'search-ms', 'shell']

/** Protocols, and schemes that any website may ask the browser to take over (HTML, "safelisted scheme"). */
const ofEverybody = [
  'afp',
  'bitcoin',
  'callto',
  'dav',
  'facetime',
  'ftp',
  'ftps',
  'geo',
  'git',
  'gopher',
  'http',
  'https',
  'im',
  'imap',
  'irc',
  'ircs',
  'ldap',
  'ldaps',
  'magnet',
  'mailto',
  'matrix',
  'mms',
  'news',
  'nfs',
  'nntp',
  'openpgp4fpr',
  'pop',
  'rdp',
  'rtsp',
  'sftp',
  'sip',
  'sips',
  'smb',
  'sms',
  'smsto',
  'smtp',
  'ssh',
  'tel',
  'telnet',
  'urn',
  'vnc',
  'webcal',
  'ws',
  'wss',
  'wtai',
  'xmpp',
]

const refused: ReadonlySet<string> = new Set([...ofBrowsers, ...ofSystems, ...ofEverybody])

// `web+` and `ext+`: what websites and extensions take over. The others are inner pages of browsers, and Windows.
const refusedPrefix = /^(?:web\+|ext\+|ms-|chrome|moz-|edge|brave|opera|vivaldi|devtools)/

/**
 * The scheme of a private-use URI (RFC 8252 §7.1) in lower case; `null` when the URI has no scheme that an app can have
 * for itself. What follows it begins with a slash, so `urn:ietf:wg:oauth:2.0:oob` and the like are none.
 */
export function privateUseScheme(uri: string): string | null {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\//i.exec(uri) ?? []
  const name = scheme?.toLowerCase()
  return name === undefined || refused.has(name) || refusedPrefix.test(name) ? null : name
}
