import { outgoingSettings } from './outgoing-settings.ts'
import {
  address as baseUrl,
  cacheControl,
  cronSchedule,
  databaseUrl,
  days,
  flag,
  keepSelectors,
  level,
  milliseconds,
  oneOf,
  pactDatabaseUrl,
  pactLevel,
  seconds,
  secretKey,
  several,
  text,
  trustedProxies,
  whole
} from './readers.ts'
import { address, secret, setting, usually } from './setting.ts'
import { versionSettings } from './version-settings.ts'

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
  'Webhooks and other outgoing requests': outgoingSettings,
  'Publishing, branches and versions': versionSettings,
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
  Cleaning: {
    cleanEnabled: setting(flag, false, 'clean by the time-table', 'DATABASE_CLEAN_ENABLED'),
    cleanSchedule: setting(
      cronSchedule,
      '15 2 * * *',
      "the time-table in cron's five fields, UTC",
      'DATABASE_CLEAN_CRON_SCHEDULE'
    ),
    cleanKeepVersionSelectors: usually(
      '[below](#what-cleaning-keeps)',
      setting(keepSelectors, undefined, 'which versions stay, as a JSON array', 'DATABASE_CLEAN_KEEP_VERSION_SELECTORS')
    ),
    cleanDeletionLimit: setting(whole(0, 1_000_000), 500, 'how many versions go in one run', 'DATABASE_CLEAN_DELETION_LIMIT'),
    cleanOverwrittenDataMaxAge: setting(
      days,
      7,
      'how long revisions and results stay that newer ones replaced, days',
      'DATABASE_CLEAN_OVERWRITTEN_DATA_MAX_AGE'
    ),
    recordedVerdictDays: setting(
      days,
      400,
      'how long recorded verdicts stay, days; the last on each version stays as long as the version'
    ),
    cleanDryRun: setting(flag, false, 'only say what would go', 'DATABASE_CLEAN_DRY_RUN')
  },
  Comparisons: {
    comparisonWorkers: setting(
      whole(0, 64),
      1,
      'threads that compare contracts with what providers offer; 0 leaves it to other replicas'
    ),
    comparisonTimeout: setting(milliseconds, 30_000, 'how long a comparison may take before it ends undecided, milliseconds'),
    comparisonMemory: setting(whole(64, 65_536), 512, 'how much memory a thread may take, megabytes')
  },
  Windows: {
    minimumWindowDays: setting(
      whole(0, 3650),
      30,
      'how long what is deprecated stays at least, days; a policy of kind `minimum-window` can say otherwise'
    ),
    windowApproachingDays: setting(whole(1, 365), 14, 'how long before its sunset a window is said to be near, days')
  },
  'Badges and the network': {
    badgeMode: setting(
      oneOf('redirect', 'proxy'),
      'redirect',
      '`redirect` to shields.io for badges, or draw them here: `proxy`',
      'BADGE_PROVIDER_MODE'
    ),
    shieldsBaseUrl: setting(
      baseUrl,
      'https://img.shields.io',
      'where badges are drawn in the mode `redirect`',
      'SHIELDS_IO_BASE_URL'
    ),
    badgeCache: setting(
      cacheControl,
      'max-age=30',
      'Cache-Control of the can-i-merge badge; the others are `no-cache`',
      'BADGE_DEFAULT_CACHE_SETTING'
    ),
    networkMaxApplications: setting(
      whole(1, 100_000),
      150,
      'how many applications `/groups` walks to, unless the asker says',
      'NETWORK_DIAGRAM_MAX_PACTICIPANTS'
    )
  }
}
