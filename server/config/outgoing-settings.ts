import { version } from '../package.ts'
import {
  addressRange,
  certificates,
  flag,
  hostEntry,
  oneOf,
  proxyOfEnvironment,
  several,
  text,
  upperCase,
  whole
} from './readers.ts'
import { address, setting, usually } from './setting.ts'

/** Where requests may go that others thought up, and how (reference 4.5). */
export const outgoingSettings = {
  webhookMethods: setting(several(upperCase), ['POST'], 'methods a webhook may use', 'WEBHOOK_HTTP_METHOD_WHITELIST'),
  webhookSchemes: setting(several(oneOf('http', 'https')), ['https'], '`https`, `http` or both', 'WEBHOOK_SCHEME_WHITELIST'),
  webhookHosts: setting(
    several(hostEntry),
    [],
    'hosts a webhook may call: names, `*.example.com`, addresses, ranges, `/expressions/`; empty for every public one',
    'WEBHOOK_HOST_WHITELIST'
  ),
  webhookAllowAddresses: setting(
    several(addressRange),
    [],
    'addresses and ranges that may be called although they are private, loopback, link-local or otherwise not public'
  ),
  webhookSuccessCodes: setting(
    several(whole(100, 599)),
    [200, 201, 202, 203, 204, 205, 206],
    'statuses that count as success',
    'WEBHOOK_HTTP_CODE_SUCCESS'
  ),
  webhookRetrySchedule: setting(
    several(whole(0, 86_400)),
    [10, 60, 120, 300, 600, 1200],
    'seconds before each further attempt',
    'WEBHOOK_RETRY_SCHEDULE'
  ),
  webhookDelay: setting(whole(0, 3_600_000), 0, 'from the event to the first attempt, milliseconds'),
  webhookConcurrency: setting(whole(1, 1000), 10, 'how many webhooks this process calls at once'),
  webhookRedactSensitiveData: setting(
    flag,
    true,
    'keep authorization headers and passwords out of execution logs',
    'WEBHOOK_REDACT_SENSITIVE_DATA'
  ),
  webhookCertificates: setting(
    certificates,
    [],
    'files with certificate authorities (PEM) to trust beside the usual ones, or one such text',
    'WEBHOOK_CERTIFICATES'
  ),
  webhookRedirects: setting(whole(0, 10), 0, 'how many redirects are followed, each checked anew'),
  webhookTimeout: setting(whole(1, 600_000), 15_000, 'until the whole answer is there, milliseconds'),
  webhookResponseLimit: setting(whole(0, 100 * 1024 ** 2), 1024 ** 2, 'how much of an answer is read, bytes'),
  disableSslVerification: setting(flag, false, 'call hosts whose certificate proves nothing', 'DISABLE_SSL_VERIFICATION'),
  outgoingProxy: address(
    setting(
      proxyOfEnvironment,
      undefined,
      '`true`: leave through `http_proxy` and `https_proxy`, except for `no_proxy`; the proxy then resolves names'
    )
  ),
  userAgent: usually(
    '`Soloist/` and the version',
    setting(text, `Soloist/${version}`, 'what outgoing requests call themselves', 'USER_AGENT')
  )
}
