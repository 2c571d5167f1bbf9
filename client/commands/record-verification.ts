import { command } from '../command.ts'
import { identity } from '../common-options.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'

export const recordVerification = command({
  name: 'record-verification',
  summary: 'Record the result of checking a provider version against a contract',
  options: {
    provider: { type: 'string', needed: true, value: 'NAME', help: 'The provider' },
    'provider-app-version': {
      type: 'string',
      short: 'a',
      aliases: ['provider-version'],
      value: 'VERSION',
      help: 'The version that was checked; else the commit that CI or git tell'
    },
    consumer: { type: 'string', short: 'c', needed: true, value: 'NAME', help: 'The consumer' },
    'consumer-app-version': {
      type: 'string',
      aliases: ['consumer-version'],
      value: 'VERSION',
      help: 'The version that published the contract'
    },
    sha: { type: 'string', value: 'SHA', help: 'Or the contract by its content' },
    success: { type: 'string', needed: true, value: 'true|false', help: 'The result' },
    branch: { type: 'string', aliases: ['provider-version-branch'], value: 'BRANCH', help: "The provider version's branch" },
    tag: {
      type: 'string',
      short: 't',
      aliases: ['provider-version-tag'],
      multiple: true,
      value: 'TAG',
      help: 'A tag for the provider version; repeatable'
    },
    'build-url': { type: 'string', value: 'URL', help: 'The build that checked it; else what CI tells' },
    ...identity
  },
  async run({ values, broker, out, found }) {
    const { provider, consumer, sha, success } = values
    const consumerVersion = values['consumer-app-version']
    if (success !== 'true' && success !== 'false') throw wrong(`--success is ${success}; it must be true or false.`)
    if ((sha === undefined) === (consumerVersion === undefined)) throw wrong('Give one of --consumer-app-version and --sha.')
    const providerVersion = await found.version(values['provider-app-version'], '--provider-app-version')
    const document = await broker.recordVerification({
      provider,
      providerVersion,
      consumer,
      consumerVersion,
      sha,
      success: success === 'true',
      branch: await found.branch(values.branch),
      tags: values.tag,
      buildUrl: found.buildUrl(values['build-url']),
      ...(await found.identity(values))
    })
    const what = `the contract of ${consumer} ${consumerVersion ?? sha}`
    out.answer(document, () => `Recorded: ${provider} ${providerVersion} ${success === 'true' ? 'keeps' : 'breaks'} ${what}`)
    return exitCodes.done
  }
})
