// Preloaded into local Stripe: finds names such as latchkey.localhost on this machine (RFC 6761 §6.3), as browsers do.
import dns from 'node:dns'

const { lookup } = dns
const isLocal = (name: unknown) => typeof name === 'string' && /\.localhost\.?$/i.test(name)

Object.assign(dns, {
  lookup: (name: string, ...rest: [dns.LookupOptions, () => void]) =>
    lookup(isLocal(name) ? 'localhost' : name, ...rest),
})
