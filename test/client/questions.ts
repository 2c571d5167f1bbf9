import t from 'tap'
import { type MatrixDocument, Soloist } from '../../client/index.ts'
import { answerOf } from '../../client/questions.ts'
import { recordingBroker } from '../recording-broker.ts'

const summary = { deployable: true, reason: '', success: 1, failed: 0, unknown: 0 }
const web7 = { application: 'web', version: '7' }

const cases: Array<[says: string, ask: (broker: Soloist) => Promise<unknown>, line: string]> = [
  [
    'one version to an environment',
    b => b.canIDeploy({ ...web7, environment: 'production' }),
    '/can-i-deploy?pacticipant=web&version=7&environment=production'
  ],
  [
    'one instance, leaving others out',
    b =>
      b.canIDeploy({
        ...web7,
        environment: 'production',
        applicationInstance: 'blue',
        ignore: [{ application: 'api' }, { application: 'x', version: '1' }]
      }),
    '/can-i-deploy?pacticipant=web&version=7&environment=production&applicationInstance=blue&ignore[][pacticipant]=api&ignore[][pacticipant]=x&ignore[][version]=1'
  ],
  ['one version to a tag', b => b.canIDeploy({ ...web7, tag: 'prod' }), '/can-i-deploy?pacticipant=web&version=7&to=prod'],
  [
    'one version to main branches',
    b => b.canIDeploy({ ...web7, mainBranch: true }),
    '/matrix?q[][pacticipant]=web&q[][version]=7&latestby=cvp&latest=true&mainBranch=true'
  ],
  [
    'one version to nowhere in particular',
    b => b.canIDeploy(web7),
    '/matrix?q[][pacticipant]=web&q[][version]=7&latestby=cvp&latest=true'
  ],
  [
    'several to an environment',
    b => b.canIDeploy({ selectors: [web7, { application: 'api', branch: 'main', latest: true }], environment: 'production' }),
    '/matrix?q[][pacticipant]=web&q[][version]=7&q[][pacticipant]=api&q[][branch]=main&q[][latest]=true&latestby=cvpv&environment=production'
  ],
  [
    'several with each other',
    b => b.canIDeploy({ selectors: [web7, { application: 'api', tag: 'prod', latest: true }] }),
    '/matrix?q[][pacticipant]=web&q[][version]=7&q[][pacticipant]=api&q[][tag]=prod&q[][latest]=true&latestby=cvpv'
  ],
  [
    'several to a tag',
    b => b.canIDeploy({ selectors: [web7, { application: 'api', mainBranch: true }], tag: 'prod' }),
    '/matrix?q[][pacticipant]=web&q[][version]=7&q[][pacticipant]=api&q[][mainBranch]=true&tag=prod&latestby=cvpv&latest=true'
  ],
  ['a merge', b => b.canIMerge(web7), '/matrix?q[][pacticipant]=web&q[][version]=7&latestby=cvp&latest=true&mainBranch=true'],
  [
    'a matrix with everything',
    b =>
      b.matrix({
        selectors: [{ application: 'a&b', environment: 'test' }],
        ignore: [{ application: 'x' }],
        success: [true, null],
        latestBy: 'cp',
        limit: 5,
        tag: 't',
        latest: true
      }),
    '/matrix?q[][pacticipant]=a%26b&q[][environment]=test&ignore[][pacticipant]=x&success[]=true&success[]=&tag=t&latestby=cp&latest=true&limit=5'
  ]
]

for (const [says, ask, line] of cases) {
  t.test(`the question is asked as other clients do: ${says}`, async t => {
    const { baseUrl, lines } = await recordingBroker(t, () => ({ body: { summary, notices: [], matrix: [] } }))
    await ask(new Soloist({ baseUrl }))
    t.same(
      lines().map(each => each.replaceAll('%5B', '[').replaceAll('%5D', ']')),
      [`GET ${line}`]
    )
  })
}

const answers: Array<[says: string, deployable: boolean | null, verdict: string | undefined, answer: string]> = [
  ['the verdict says yes', true, 'yes', 'yes'],
  ['the verdict says no', false, 'no', 'no'],
  ['the verdict says no where the summary does not know', null, 'no', 'no'],
  ['the verdict does not know', null, 'unknown', 'unknown'],
  ['a yes needs both', null, 'yes', 'unknown'],
  ['a word that is none is no yes', true, 'perhaps', 'unknown'],
  ['behind a Pact Broker: true', true, undefined, 'yes'],
  ['behind a Pact Broker: false', false, undefined, 'no'],
  ['behind a Pact Broker: null', null, undefined, 'unknown']
]

for (const [says, deployable, verdict, answer] of answers) {
  t.test(`the answer in a word: ${says}`, async t => {
    const document = { summary: { ...summary, deployable }, ...(verdict === undefined ? {} : { verdict: { answer: verdict } }) }
    t.equal(answerOf(document as MatrixDocument), answer)
  })
}
