import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { readConfig } from '../../server/config.ts'
import { outgoing } from '../../server/outgoing/send.ts'

/** For ci.example.com, signed by itself, and used by nothing but this test. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBpDCCAUqgAwIBAgIUcDoAwQNrDkvrl4tAJZSzdPH0lkcwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOY2kuZXhhbXBsZS5jb20wIBcNMjYxMTI0MjAyNjMxWhgPMjEy
NjEwMzEyMDI2MzFaMBkxFzAVBgNVBAMMDmNpLmV4YW1wbGUuY29tMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEeS4K5v6bRTKTfU2qPEHdnP139DMiAOtkG8Jrmbap
64mo9ZK/PMfpcigFCzzYkhvu/9yC5b4LPd01X1YbjF9fxaNuMGwwHQYDVR0OBBYE
FDIiXOnZAWm9V6564mUNTTBTIAWaMB8GA1UdIwQYMBaAFDIiXOnZAWm9V6564mUN
TTBTIAWaMA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOY2kuZXhhbXBsZS5j
b20wCgYIKoZIzj0EAwIDSAAwRQIgEelT3dEk+eGr0+XS9ZgK2p6V029ki4wdQ8gm
xQn81sUCIQC+8myK9nTOmWnQCjFCMcDHLIeof8K8C2jv6AI8SIrdkg==
-----END CERTIFICATE-----`
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1e37taKxCpAZGf6k
6ftrDbXMQsIudC+EnaqcpcaTf1qhRANCAAR5Lgrm/ptFMpN9Tao8Qd2c/Xf0MyIA
62QbwmuZtqnriaj1kr88x+lyKAULPNiSG+7/3ILlvgs93TVfVhuMX1/F
-----END PRIVATE KEY-----`

async function receiver(t: Test): Promise<number> {
  const server = createServer({ key, cert: certificate }, (request, response) => response.end(request.headers.host))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function sender(env: Record<string, string>) {
  const config = readConfig({ SOLOIST_WEBHOOK_ALLOW_ADDRESSES: '127.0.0.1', ...env })
  const send = outgoing(config, async () => [{ address: '127.0.0.1', family: 4 }])
  return (url: string, headers = {}) => send({ method: 'POST', url, headers })
}

t.test('the name is verified although the connection goes to the checked address', async t => {
  const port = await receiver(t)
  const send = sender({ SOLOIST_WEBHOOK_CERTIFICATES: certificate })
  t.match(await send(`https://ci.example.com:${port}`), { status: 200, body: `ci.example.com:${port}` })
  await t.rejects(send(`https://other.example.com:${port}`), /does not match certificate's altnames/)
  await t.rejects(send(`https://other.example.com:${port}`, { Host: 'ci.example.com' }), /does not match/)
})

t.test('an unknown authority is not trusted, unless verification is switched off', async t => {
  const port = await receiver(t)
  await t.rejects(sender({})(`https://ci.example.com:${port}`), /self-signed certificate/)
  const send = sender({ SOLOIST_DISABLE_SSL_VERIFICATION: 'true' })
  t.match(await send(`https://other.example.com:${port}`), { status: 200 })
})
