import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { pactClient, works } from '../pact-command.ts'
import { pactOf, tellStory } from '../story.ts'

t.setTimeout(0)

await forEachEngine(t, 'the commands of the Rust CLI work unchanged', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const folder = t.testdir({ pacts: {}, downloads: {} })
  const run = await pactClient(story, 'pact-broker', folder)
  const pact = join(folder, 'pacts', 'web-api.json')
  writeFileSync(pact, JSON.stringify(pactOf('web', 'api', 1)))

  await works(t, run, ['create-environment', '--name', 'production', '--display-name', 'Production', '--production'])
  const environments = await works(t, run, ['list-environments'], /production/)
  t.match(environments.out, /Production/)
  await works(t, run, ['create-or-update-pacticipant', '--name', 'web', '--main-branch', 'main'])
  await works(t, run, ['create-or-update-pacticipant', '--name', 'web', '--repository-url', 'https://git.example/web'])
  await works(t, run, ['describe-pacticipant', '--name', 'web'], /web/)
  await works(t, run, ['list-pacticipants'], /web/)

  await works(t, run, [
    'publish',
    pact,
    '--consumer-app-version',
    '1',
    '--branch',
    'main',
    '--tag',
    'dev',
    '--build-url',
    'http://ci/1'
  ])
  await works(t, run, ['list-latest-pact-versions'], /web/)
  await works(t, run, ['get-pacts', '--provider', 'api', '--latest'], /web/)
  await works(t, run, ['get-pacts', '--provider', 'api', '--consumer', 'web', '--branch', 'main'])
  await works(t, run, ['get-pacts', '--provider', 'api', '--consumer', 'web'], /web/)
  await works(t, run, ['provider-states', 'list', '--provider', 'api'], /state 1/)
  await works(t, run, ['provider-states', 'list', '--provider', 'api', '--branch', 'main'], /state 1/)
  await works(t, run, ['provider-states', 'list', '--provider', 'api', '--environment', 'production'])
  await works(t, run, ['get-pacts', '--provider', 'api', '--latest', '--download', '--download-dir', join(folder, 'downloads')])
  await works(t, run, ['create-or-update-version', '--pacticipant', 'api', '--version', '5', '--branch', 'main', '--tag', 'dev'])
  await works(t, run, ['create-version-tag', '--pacticipant', 'api', '--version', '5', '--tag', 'rc'])
  await works(t, run, ['describe-version', '--pacticipant', 'api', '--version', '5'], /rc/)
  await works(t, run, ['describe-version', '--pacticipant', 'api', '--latest', 'rc'], /5/)
  await works(t, run, ['describe-version', '--pacticipant', 'web'], /1/)

  const ask = ['can-i-deploy', '--pacticipant', 'web', '--version', '1', '--to-environment', 'production']
  const refused = await run(...ask)
  t.not(refused.code, 0, 'a version whose provider is not deployed may not go')
  t.match(refused.out, /no verified contract/i)
  await works(t, run, ['record-deployment', '--pacticipant', 'api', '--version', '5', '--environment', 'production'])
  t.not((await run(...ask)).code, 0, 'nor one that the provider has not verified')
  await story.verified('web', '1', 'api', '5')
  await works(t, run, ask, /all required verification results/i)
  const asJson = await works(t, run, [...ask, '--output', 'json'])
  t.match(JSON.parse(asJson.out.slice(asJson.out.indexOf('{'))), { summary: { deployable: true }, verdict: { answer: 'yes' } })
  await story.application('unrelated')
  await works(t, run, ['can-i-merge', '--pacticipant', 'web', '--version', '1'].concat(), /computer says|all required|verif/i)

  await works(t, run, ['record-release', '--pacticipant', 'web', '--version', '1', '--environment', 'production'])
  await works(t, run, ['describe-version', '--pacticipant', 'web', '--environment', 'production'], /1/)
  await works(t, run, ['record-support-ended', '--pacticipant', 'web', '--version', '1', '--environment', 'production'])
  await works(t, run, ['record-undeployment', '--pacticipant', 'api', '--environment', 'production'])
  t.not((await run(...ask)).code, 0, 'what was undeployed does not count any more')
  await works(t, run, ['delete-branch', '--pacticipant', 'api', '--branch', 'main'])
})
