import t from 'tap'
import { readWords, valuesOf } from '../../client/arguments.ts'
import type { Options } from '../../client/command.ts'
import { nearest } from '../../client/nearest.ts'
import { isNamed, selectorsFrom } from '../../client/selectors.ts'

const options: Options = {
  pacticipant: { type: 'string', short: 'a', aliases: ['application'], multiple: true, help: '' },
  version: { type: 'string', short: 'e', multiple: true, help: '' },
  latest: { type: 'string', short: 'l', optional: true, multiple: true, help: '' },
  branch: { type: 'string', multiple: true, help: '' },
  'main-branch': { type: 'boolean', help: '' },
  ignore: { type: 'string', multiple: true, help: '' },
  limit: { type: 'string', help: '' },
  production: { type: 'boolean', negatable: true, help: '' }
}
function readArguments(args: string[], options: Options, restAllowed: boolean) {
  const words = readWords(args, options, restAllowed)
  return { ...words, values: valuesOf(words.given, options) }
}

const read = (line: string) => readArguments(line.split(' '), options, false)

const readings: Array<[says: string, line: string, given: Array<[string, string]>]> = [
  [
    'short, long and alias are one',
    '-a A --pacticipant B --application=C',
    [
      ['pacticipant', 'A'],
      ['pacticipant', 'B'],
      ['pacticipant', 'C']
    ]
  ],
  [
    'order is kept',
    '-a A -e 1 -a B --latest',
    [
      ['pacticipant', 'A'],
      ['version', '1'],
      ['pacticipant', 'B'],
      ['latest', '']
    ]
  ],
  [
    'an optional value may follow',
    '--latest prod -l dev --latest=x',
    [
      ['latest', 'prod'],
      ['latest', 'dev'],
      ['latest', 'x']
    ]
  ],
  [
    'or an option, and there is none',
    '--latest -a A',
    [
      ['latest', ''],
      ['pacticipant', 'A']
    ]
  ],
  ['the other way round', '--no-production', [['production', 'false']]],
  ['a value may begin with a dash, if it is meant', '--version=-1x', [['version', '-1x']]],
  ['a value may hold an equals sign', '--version=a=b', [['version', 'a=b']]]
]

for (const [says, line, given] of readings) {
  t.test(`a command line is read: ${says}`, async t => {
    t.same(
      read(line).given,
      given.map(([name, value]) => ({ name, value }))
    )
  })
}

const refusals: Array<[says: string, line: string, message: RegExp]> = [
  ['a misspelt option', '--verison 1', /no option --verison\. Did you mean --version/],
  ['an unknown letter', '-x', /no option -x/],
  ['an option without its value', '--version', /--version needs a value/],
  ['an option that would swallow the next', '--version --main-branch', /--main-branch looks like the next option/],
  ['an empty value', '--version=', /--version is empty/],
  ['a value where there is none', '--main-branch=true', /--main-branch takes no value/],
  ['one that counts once, twice', '--limit 1 --limit 2', /--limit is given more than once/],
  ['a stray word', 'web', /"web" is not expected/]
]

for (const [says, line, message] of refusals) {
  t.test(`a command line is refused: ${says}`, async t => {
    t.throws(() => read(line), { code: 'asked-wrongly', message })
  })
}

const A = { application: 'A' }
const selections: Array<[says: string, line: string, selectors: object[], ignore?: object[]]> = [
  ['a version', '-a A -e 1', [{ ...A, version: '1' }]],
  [
    'several, each with its own',
    '-a A -e 1 -a B --branch x',
    [
      { ...A, version: '1' },
      { application: 'B', branch: 'x' }
    ]
  ],
  ['the newest', '-a A -l', [{ ...A, latest: true }]],
  ['the newest with a tag', '-a A -l t', [{ ...A, latest: true, tag: 't' }]],
  ['of the main branch', '-a A --main-branch', [{ ...A, mainBranch: true }]],
  ['something ignored', '-a A -e 1 --ignore B', [{ ...A, version: '1' }], [{ application: 'B' }]],
  ['a version ignored', '-a A -e 1 --ignore B=2', [{ ...A, version: '1' }], [{ application: 'B', version: '2' }]],
  [
    'a version ignored, as other clients say it',
    '-a A -e 1 --ignore B --version 2',
    [{ ...A, version: '1' }],
    [{ application: 'B', version: '2' }]
  ]
]

for (const [says, line, selectors, ignore = []] of selections) {
  t.test(`versions are chosen on the command line: ${says}`, async t => {
    t.same(selectorsFrom(read(line).given), { selectors, ignore })
  })
}

const contradictions: Array<[line: string, message: RegExp]> = [
  ['-e 1 -a A', /--version comes before --pacticipant/],
  ['-a A -e 1 -e 2', /A has --version twice/],
  ['-a A -e 1 --latest', /A has a --version/],
  ['-a A --ignore B --branch x', /--branch follows --ignore/]
]

for (const [line, message] of contradictions) {
  t.test(`versions that contradict each other are refused: ${line}`, async t => {
    t.throws(() => selectorsFrom(read(line).given), { code: 'asked-wrongly', message })
  })
}

t.test('an application alone names no version', async t => {
  t.notOk(isNamed(A))
  t.ok(isNamed({ ...A, mainBranch: true }))
})

t.test('the nearest known words are offered', async t => {
  t.same(nearest('can-i-deplyo', ['can-i-deploy', 'can-i-merge', 'publish']), ['can-i-deploy'])
  t.same(nearest('xyz', ['publish']), [])
})
