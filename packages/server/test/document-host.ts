import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, createServer as createTlsServer } from 'node:tls'
import { afterAll, onTestFinished, TestRunner } from 'vitest'
import { type Network, systemNetwork } from '../src/platform/public-network.ts'

/** A certificate for client.example and its key, signed by itself and trusted by nobody but `trusting`. */
const cert = `-----BEGIN CERTIFICATE-----
MIIBuDCCAV2gAwIBAgIUPnE70pH6KUeTFm3Ky8qphnr82ygwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOY2xpZW50LmV4YW1wbGUwIBcNMjYxMTIwMDcyNjE5WhgPMjEy
NjEwMjcwNzI2MTlaMBkxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE1CAn6Ap0EQCOuYtH2dLPj4piu4si+AwkhEn3sOg/
4IK9XRVDUeD8FhdbENg6cvxwNeH5JuX10O5yl587/yRDjaOBgDB+MB0GA1UdDgQW
BBQ3/v+nVULsBeq4QNv6MletlT1BADAfBgNVHSMEGDAWgBQ3/v+nVULsBeq4QNv6
MletlT1BADAPBgNVHRMBAf8EBTADAQH/MCsGA1UdEQQkMCKCDmNsaWVudC5leGFt
cGxlghAqLmNsaWVudC5leGFtcGxlMAoGCCqGSM49BAMCA0kAMEYCIQDEnY2s7JdL
XygYu4h4g5rMHxK/J2u01r4HxEioJTd0LgIhAJQqdLBVDINSW9QseVjlQnsEKmtY
v0LVL4uwp5qyUdy9
-----END CERTIFICATE-----`
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaq3BFbRg5IqoZ7Xt
pROxQM6bUprBP0w2lU6yCKQw3YqhRANCAATUICfoCnQRAI65i0fZ0s+PimK7iyL4
DCSESfew6D/ggr1dFUNR4PwWF1sQ2Dpy/HA14fkm5fXQ7nKXnzv/JEON
-----END PRIVATE KEY-----`

export interface DocumentHost {
  /** Resolves every name to one public address, and leads connections to it here. */
  readonly network: Network
  /** The same, with certificates verified as in production. */
  readonly strictNetwork: Network
  /** What was dialled, in order. */
  readonly dialled: { address: string; port: number; servername: string }[]
  /** Requests that arrived, in order. */
  readonly requests: IncomingMessage[]
}

/** An https server for client.example on a public address, as far as the server under test can tell. Ends with the test, or the file, that asked for it. */
export async function documentHost(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  addresses: () => string[] = () => ['93.184.216.34'],
): Promise<DocumentHost> {
  const requests: IncomingMessage[] = []
  const dialled: DocumentHost['dialled'] = []
  const http = createServer((request, response) => {
    requests.push(request)
    handle(request, response)
  })
  const tls = createTlsServer({ cert, key }, (socket) => http.emit('connection', socket))
  tls.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
  const { port } = tls.address() as AddressInfo
  const close = () => {
    http.closeAllConnections()
    tls.close()
  }
  if (TestRunner.getCurrentTest()) onTestFinished(close)
  else afterAll(close)
  const resolve = async () => addresses()
  return {
    network: {
      resolve,
      dial(to) {
        dialled.push(to)
        return connect({ host: '127.0.0.1', port, servername: to.servername, ca: cert })
      },
    },
    strictNetwork: {
      resolve,
      dial: ({ servername }) => systemNetwork.dial({ address: '127.0.0.1', port, servername }),
    },
    dialled,
    requests,
  }
}
