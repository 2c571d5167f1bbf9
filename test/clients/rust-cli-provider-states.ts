import t from 'tap'
import { fails, pactClient, works } from '../pact-command.ts'
import { tellStory } from '../story.ts'

t.setTimeout(0)

t.test('the Rust CLI lists the provider states of main branches, of a branch and of an environment', async t => {
  const story = await tellStory(t)
  const run = await pactClient(story, 'pact-broker', t.testdir())
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('web', '2', { api: 2 }, { branch: 'feat/x' })
  await story.published('app', '1', { api: 3 }, { branch: 'main' })
  await story.deployed('app', '1', 'production')
  const list = ['provider-states', 'list', '--provider', 'api']
  const states = async (...rest: string[]) => {
    const { out } = await works(t, run, [...list, ...rest, '--json'])
    return [...new Set(out.match(/state \d/g))].sort()
  }
  t.same(await states(), ['state 0', 'state 1'])
  t.same(await states('--environment', 'production'), ['state 0'])
  await works(t, run, list, /state 1[\s\S]*web|web[\s\S]*state 1/)
  await fails(t, run, ['provider-states', 'list', '--provider', 'nobody'], /./)
  t.same(await states('--branch', 'feat/x'), ['state 2'])
})
