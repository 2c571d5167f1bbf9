import { version } from '../package.ts'
import {
  addressRange,
  address as baseUrl,
  certificates,
  databaseUrl,
  flag,
  hostEntry,
  level,
  list,
  oneOf,
  pactDatabaseUrl,
  pactLevel,
  proxyOfEnvironment,
  seconds,
  secretKey,
  several,
  text,
  trustedProxies,
  upperCase,
  whole
} from './readers.ts'
import { address, secret, setting, usually } from './setting.ts'

const milliseconds = whole(0, 86_400_000)
const days = whole(0, 36_500)

/** Everything an operator may set, by the heading under which docs/settings.md tells it (a test compares the two). */
export const groups = {
  'Listening and addresses': {
    host: setting(text, '127.0.0.1', 'address to listen on; `0.0.0.0` for every interface'),
    port: setting(whole(0, 65_535), 9292, 'port; 0 takes a free one', 'PORT'),
    baseUrl: usually(
      "the request's own",
      setting(
        several(baseUrl),
        [],
        'the address clients use, in every link; may hold a path; of several, the one that was asked, else the first',
        'BASE_URLS BASE_URL'
      )
    ),
    trustProxy: usually(
      '`loopback private`',
      setting(
        trustedProxies,
        trustedProxies('loopback private', '', {}),
        'who is believed about `X-Forwarded-*`: `true` (all), `false` (none), `loopback`, `private`, addresses, ranges'
      )
    ),
    bodyLimit: setting(whole(1024, 1024 ** 3), 20 * 1024 * 1024, 'largest request body, bytes'),
    keepAliveTimeout: setting(
      milliseconds,
      72_000,
      'how long an idle connection stays open, milliseconds; more than the idle time-out of a load balancer in front',
      'PUMA_PERSISTENT_TIMEOUT',
      seconds
    ),
    shutdownTimeout: setting(milliseconds, 10_000, 'how long a stopping server waits for open requests, milliseconds'),
    diagnosticEndpoints: setting(flag, true, 'answer under `/diagnostic`', 'ENABLE_DIAGNOSTIC_ENDPOINTS')
  },
  Database: {
    databaseUrl: address(
      setting(
        databaseUrl,
        'sqlite:./data/soloist.db',
        '`sqlite:` and a file, or `postgres://user:password@host/name`',
        'DATABASE_URL',
        pactDatabaseUrl
      )
    ),
    databaseConnections: setting(whole(1, 1000), 10, 'PostgreSQL connections of this process', 'DATABASE_MAX_CONNECTIONS'),
    databasePoolTimeout: setting(
      milliseconds,
      5000,
      'how long a request waits for one of them before it is answered with 503, milliseconds',
      'DATABASE_POOL_TIMEOUT',
      seconds
    ),
    databaseConnectMaxRetries: setting(
      whole(0, 1000),
      0,
      'how often a start tries again, after 3 s each, while PostgreSQL is not there',
      'DATABASE_CONNECT_MAX_RETRIES'
    ),
    databaseStatementTimeout: setting(
      milliseconds,
      15_000,
      'longest that PostgreSQL works at one statement, milliseconds; 0 for ever',
      'DATABASE_STATEMENT_TIMEOUT',
      seconds
    ),
    preparedStatements: setting(flag, true, '`false` behind a pooler that cannot keep prepared statements')
  },
  Log: {
    logLevel: setting(level, 'info', '`trace debug info warn error fatal silent`; logs are JSON lines', 'LOG_LEVEL', pactLevel),
    logConfigurationOnStartup: setting(flag, true, 'log every setting at start, secrets masked', 'LOG_CONFIGURATION_ON_STARTUP')
  },
  'Who may come in': {
    basicAuthEnabled: setting<boolean | undefined>(
      flag,
      undefined,
      'ask for user name and password; by itself on when any of these four is set',
      'BASIC_AUTH_ENABLED'
    ),
    basicAuthUsername: setting<string | undefined>(text, undefined, 'who may read and write', 'BASIC_AUTH_USERNAME'),
    basicAuthPassword: secret(setting<string | undefined>(text, undefined, 'the password', 'BASIC_AUTH_PASSWORD')),
    basicAuthReadOnlyUsername: setting<string | undefined>(text, undefined, 'who may read', 'BASIC_AUTH_READ_ONLY_USERNAME'),
    basicAuthReadOnlyPassword: secret(
      setting<string | undefined>(text, undefined, 'the password', 'BASIC_AUTH_READ_ONLY_PASSWORD')
    ),
    allowPublicRead: setting(flag, false, 'reading needs no password', 'ALLOW_PUBLIC_READ'),
    publicHeartbeat: setting(flag, false, '`/diagnostic/status/heartbeat` needs no password', 'PUBLIC_HEARTBEAT'),
    enablePublicBadgeAccess: setting(flag, false, 'badges need no password', 'ENABLE_PUBLIC_BADGE_ACCESS'),
    secretKey: secret(
      setting(
        several(secretKey),
        [],
        'keys of at least 32 characters that seal stored passwords: the first seals, all open; without one, one is made and kept'
      )
    )
  },
  'Webhooks and other outgoing requests': {
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
  },
  'Publishing, branches and versions': {
    allowContractModification: setting(
      flag,
      false,
      'accept other content for a version already published, as a new revision',
      'ALLOW_DANGEROUS_CONTRACT_MODIFICATION'
    ),
    checkForSimilarNames: setting(
      flag,
      true,
      'refuse a new application whose name is nearly that of a known one',
      'CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES'
    ),
    caseSensitiveNames: setting(
      flag,
      true,
      '`false`: applications, versions and tags are found whatever the case of their letters',
      'USE_CASE_SENSITIVE_RESOURCE_NAMES'
    ),
    orderVersionsByDate: setting(
      flag,
      true,
      '`false`: versions are ordered by number (`1.2.3-rc.1`, `1.2`, `7`), others are refused',
      'ORDER_VERSIONS_BY_DATE'
    ),
    firstTagIsBranch: setting(
      flag,
      true,
      'the first tag of a fresh version puts it on a branch of that name',
      'USE_FIRST_TAG_AS_BRANCH'
    ),
    firstTagWithin: setting(
      milliseconds,
      10_000,
      'how long a version counts as fresh, milliseconds',
      'USE_FIRST_TAG_AS_BRANCH_TIME_LIMIT',
      seconds
    ),
    deploymentsForTags: setting(
      flag,
      true,
      'a tag named like an environment records a deployment there',
      'CREATE_DEPLOYED_VERSIONS_FOR_TAGS'
    ),
    autoDetectMainBranch: setting(
      flag,
      true,
      "an application's first branch that looks like a main branch becomes it",
      'AUTO_DETECT_MAIN_BRANCH'
    ),
    mainBranchCandidates: setting(list, ['develop', 'main', 'master'], 'which branches look like one', 'MAIN_BRANCH_CANDIDATES'),
    branchExpiryDays: setting(
      whole(0, 36_500),
      90,
      'days without a new version after which a branch counts as expired; 0 for never'
    ),
    seedEnvironments: setting(flag, true, 'create `test` and `production` in an empty database', 'SEED_EXAMPLE_DATA'),
    seedExampleData: setting(flag, false, 'put an example with two applications into an empty database', 'SEED_EXAMPLE_DATA')
  },
  'Work in progress': {
    verifiedByOtherBranchDays: setting(
      days,
      30,
      'how long a result of another branch keeps a contract from being work in progress, days',
      'VERIFIED_BY_OTHER_BRANCH_LOOKBACK_DAYS'
    ),
    dynamicWipWindow: setting(
      flag,
      false,
      'choose the start of work in progress by how long unverified contracts have been waiting, whatever the client says',
      'DYNAMIC_WIP_WINDOW'
    ),
    minWipWindowDays: setting(days, 7, 'the shortest such window, days', 'MIN_WIP_WINDOW_DAYS'),
    maxWipWindowDays: setting(days, 14, 'the longest, and how far back it looks, days', 'MAX_WIP_LOOKBACK_DAYS'),
    defaultWipWindowDays: setting(days, 7, 'the window where nothing waits, days', 'DEFAULT_WIP_WINDOW_DAYS')
  },
  Badges: {
    shieldsBaseUrl: setting(baseUrl, 'https://img.shields.io', 'who draws badges in mode `redirect`', 'SHIELDS_IO_BASE_URL'),
    badgeMode: setting(
      oneOf('redirect', 'proxy'),
      'redirect',
      '`redirect` to that address, or `proxy`: the broker answers with the badge itself',
      'BADGE_PROVIDER_MODE'
    ),
    badgeCache: setting(text, 'max-age=30', 'Cache-Control of the badge about merging', 'BADGE_DEFAULT_CACHE_SETTING')
  }
}
