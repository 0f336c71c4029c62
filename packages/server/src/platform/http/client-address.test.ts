import { expect, test } from 'vitest'
import { clientAddress, networksOf } from './client-address.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['2001:0DB8::5', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [undefined, ''],
])('a connection from %s counts as %s', (remote, counted) => {
  expect(clientAddress(remote, undefined, 0)).toBe(counted)
})

test.each([
  [0, '198.51.100.1', '10.0.0.1'],
  [1, '198.51.100.1', '198.51.100.1'],
  [1, '198.51.100.9, 198.51.100.1', '198.51.100.1'],
  [2, '198.51.100.9, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
  [2, '198.51.100.1', '198.51.100.1'],
  [1, '198.51.100.1:4711', '198.51.100.1'],
  [1, '[2001:db8::5]:4711', '2001:db8:0:0::/64'],
  [1, '[2001:db8::5]', '2001:db8:0:0::/64'],
  [1, '', '10.0.0.1'],
  [1, undefined, '10.0.0.1'],
  [1, '198.51.100.1,', '10.0.0.1'],
  [1, 'unknown', 'unknown'],
])('behind %i proxies with X-Forwarded-For %s: %s', (proxies, forwardedFor, counted) => {
  expect(clientAddress('10.0.0.1', forwardedFor, proxies)).toBe(counted)
})

test.each([
  ['203.0.113.7', ['203.0.113.7']],
  ['unknown', ['unknown']],
  ['', ['']],
  ['2001:db8:0:1ff::/64', ['2001:db8:0:1ff::/64', '2001:db8:0:100::/56', '2001:db8:0:0::/48']],
  ['2001:db8:ffff:ffff::/64', ['2001:db8:ffff:ffff::/64', '2001:db8:ffff:ff00::/56', '2001:db8:ffff:0::/48']],
  ['0:0:0:0::/64', ['0:0:0:0::/64', '0:0:0:0::/56', '0:0:0:0::/48']],
])('%s counts in %j', (address, networks) => {
  expect(networksOf(address).map(({ key }) => key)).toEqual(networks)
})
