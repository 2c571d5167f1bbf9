import t from 'tap'
import { tellStory } from '../story.ts'

t.test('an ignored version that gave no result is ignored in rows and summary alike', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('Foo', '1', { Bar: 1 })
  await story.branched('Bar', '1', 'main')
  await story.branched('Bar', '2', 'main')
  await story.deployed('Bar', '1', 'production', 'blue')
  const ask = () => story.canIDeploy('Foo', '1', 'production', '&ignore[][pacticipant]=Bar&ignore[][version]=1')

  const alone = await ask()
  t.match(alone, { verdict: { answer: 'yes' }, summary: { deployable: true, unknown: 0, ignored: 1 } })
  t.match(alone.matrix, [{ ignored: true }])

  await story.deployed('Bar', '2', 'production', 'green')
  const besideAnother = await ask()
  t.match(besideAnother, { verdict: { answer: 'unknown' }, summary: { deployable: null, unknown: 1 } })
  t.equal(besideAnother.matrix[0].ignored, undefined, 'the other live version is not ignored')

  await story.verified('Foo', '1', 'Bar', '2')
  t.match(await ask(), { verdict: { answer: 'yes' }, summary: { deployable: true, success: 1 } })
})
