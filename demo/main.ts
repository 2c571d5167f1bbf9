import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serve } from '../server/main.ts'
import { tellYears } from './company/tell-years.ts'
import { ordersLooksUpAPrice, webListsOrders, webShowsAProduct } from './shop/consumer-tests.ts'
import { catalog, orders } from './shop/providers.ts'
import { verify } from './verify.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: './data/demo' },
    port: { type: 'string', default: '9292' },
    exit: { type: 'boolean', default: false }
  }
})

const command = fileURLToPath(new URL('../client/cli.js', import.meta.url))
const folder = values.data

/** Each run begins anew, so that it always tells the same story. */
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const broker = await serve({
  ...process.env,
  SOLOIST_PORT: values.port,
  SOLOIST_DATABASE_URL: `sqlite:${join(folder, 'soloist.db')}`,
  SOLOIST_LOG_LEVEL: 'warn'
})

let steps = 0
const step = (sentence: string) => console.log(`\n── ${++steps}. ${sentence}`)

/** Runs the command as a pipeline would, with what it prints shown. Gives its exit code. */
function soloist(...args: string[]): Promise<number> {
  console.log(`$ soloist ${args.join(' ')}`)
  const child = spawn(process.execPath, [command, ...args, '--broker-base-url', broker.address], { stdio: 'inherit' })
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', code => resolve(code ?? 4)))
}

async function must(expected: number, ...args: string[]): Promise<void> {
  const code = await soloist(...args)
  if (code !== expected) throw new Error(`soloist ${args[0]} ended with ${code}; the demo expected ${expected}.`)
}

const publish = (pacts: string, version: string, branch: string) =>
  must(0, 'publish', pacts, '--consumer-app-version', version, '--branch', branch, '--build-url', 'https://ci.example/shop/1')

async function deploy(application: string, version: string): Promise<void> {
  for (const environment of ['test', 'production']) {
    await must(0, 'record-deployment', '--application', application, '--version', version, '--environment', environment)
  }
}

async function verifying(provider: string, version: string, branch: string, pages: (path: string) => unknown, passes: boolean) {
  const passed = await verify({ broker: broker.address, provider, version, branch, pages })
  console.log(`${provider} ${version}: ${passed ? 'everything that counts is verified' : 'the verification failed'}`)
  if (passed !== passes) throw new Error(`The verification of ${provider} ${version} ended otherwise than the demo expected.`)
}

async function story(): Promise<void> {
  console.log(`A broker is running at ${broker.address}. A small shop sends its pipelines to it.`)
  const first = { folder: join(folder, 'pacts', 'web-1.0.0') }
  const prices = { folder: join(folder, 'pacts', 'orders-1.0.0') }
  const next = { folder: join(folder, 'pacts', 'web-1.1.0') }

  step('The consumers test against what they expect; each test writes a contract.')
  await webShowsAProduct(first)
  await webListsOrders(first)
  await ordersLooksUpAPrice(prices)

  step('Their pipelines publish the contracts.')
  await publish(first.folder, '1.0.0', 'main')
  await publish(prices.folder, '1.0.0', 'main')

  step('The providers are started and verified against the contracts that the broker selects.')
  await verifying('catalog', '1.0.0', 'main', catalog['1.0.0'] as never, true)
  await verifying('orders', '1.0.0', 'main', orders['1.0.0'] as never, true)

  step('What runs where is recorded: providers first.')
  for (const application of ['catalog', 'orders', 'web']) await deploy(application, '1.0.0')

  step('web 1.1.0 also shows the stock. The catalog that runs in production is verified against it.')
  await webShowsAProduct(next, { stock: 4 })
  await webListsOrders(next)
  await publish(next.folder, '1.1.0', 'main')
  await verifying('catalog', '1.0.0', 'main', catalog['1.0.0'] as never, true)

  step('May web 1.1.0 go to production alone?')
  await must(0, 'can-i-deploy', '--application', 'web', '--version', '1.1.0', '--to-environment', 'production')

  step('catalog 2.0.0 renames the price, which web and orders still read.')
  await verifying('catalog', '2.0.0', 'main', catalog['2.0.0'] as never, false)

  step('May catalog 2.0.0 go to production alone?')
  await must(1, 'can-i-deploy', '--application', 'catalog', '--version', '2.0.0', '--to-environment', 'production')

  step('How autonomous is this shop? (It was set up within a minute, which looks like deploying together.)')
  await must(0, 'autonomy', '--environment', 'production')

  step('What was answered so far is recorded, and can be judged anew.')
  await must(0, 'verdicts', '--environment', 'production')

  step('A year of sixty services, made up: once every team deploys alone, once they are a distributed monolith.')
  tellYears()
}

try {
  await story()
  console.log(`\nThe broker is at ${broker.address}${values.exit ? ' and ends now.' : '; Ctrl-C ends it.'}`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
if (values.exit || process.exitCode === 1) await broker.close()
else for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void broker.close().then(() => process.exit(0)))
