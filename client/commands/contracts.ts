import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

export const listLatestContracts = command({
  name: 'list-latest-contracts',
  aliases: ['list-latest-pact-versions'],
  summary: 'List the latest contract of every consumer and provider',
  options: {},
  async run({ broker, out }) {
    const document = await broker.latestPacts()
    out.answer(document, () => {
      const rows = document.pacts.map(({ _embedded: { consumer, provider }, createdAt = '' }) => [
        consumer.name,
        consumer._embedded.version.number,
        provider.name,
        createdAt
      ])
      return table(['CONSUMER', 'VERSION', 'PROVIDER', 'PUBLISHED'], rows)
    })
    return exitCodes.done
  }
})

export const getContract = command({
  name: 'get-contract',
  aliases: ['get-pact'],
  summary: 'Print a contract as the broker has it, every number as published',
  options: {
    consumer: { type: 'string', short: 'c', needed: true, value: 'NAME', help: 'Its consumer' },
    // -p is the password everywhere.
    provider: { type: 'string', needed: true, value: 'NAME', help: 'Its provider' },
    version: {
      type: 'string',
      aliases: ['consumer-version', 'consumer-app-version'],
      value: 'VERSION',
      help: 'As published by this version of the consumer; else the latest'
    },
    branch: { type: 'string', value: 'BRANCH', help: 'The latest of this branch' },
    tag: { type: 'string', value: 'TAG', help: 'The latest with this tag' },
    sha: { type: 'string', value: 'SHA', help: 'By its content' },
    file: { type: 'string', aliases: ['download'], value: 'FILE', help: 'Write it there instead' }
  },
  async run({ values, broker, out, folder }) {
    const { consumer, provider, version, branch, tag, sha, file } = values
    const text = await broker.readPactText({ consumer, provider, version, branch, tag, sha })
    if (file === undefined) {
      out.print(text)
      return exitCodes.done
    }
    try {
      await writeFile(resolve(folder, file), text)
    } catch (cause) {
      throw wrong(`${file} cannot be written: ${(cause as Error).message}.`, cause)
    }
    out.say(`Written to ${file}`)
    return exitCodes.done
  }
})

export const diffContracts = command({
  name: 'diff-contracts',
  aliases: ['diff-pacts'],
  summary: 'Print what changed from one contract of a pair to another',
  options: {
    consumer: { type: 'string', short: 'c', needed: true, value: 'NAME', help: 'Its consumer' },
    provider: { type: 'string', needed: true, value: 'NAME', help: 'Its provider' },
    version: {
      type: 'string',
      aliases: ['consumer-version', 'consumer-app-version'],
      value: 'VERSION',
      help: 'The version of the consumer; alone, it is compared with what was published before'
    },
    'other-version': { type: 'string', value: 'VERSION', help: 'The version to compare it with' },
    sha: { type: 'string', value: 'SHA', help: 'Or: the sha of a content' },
    'other-sha': { type: 'string', value: 'SHA', help: 'And that of another' }
  },
  async run({ values, broker, out }) {
    const { consumer, provider, version, 'other-version': otherVersion, sha, 'other-sha': otherSha } = values
    const text = await broker.diffContracts({ consumer, provider, version, otherVersion, sha, otherSha })
    out.answer({ difference: text }, () => text.trimEnd())
    return exitCodes.done
  }
})

export const listProviderStates = command({
  name: 'list-provider-states',
  aliases: ['provider-states'],
  summary: 'List the states that consumers expect of a provider',
  options: {
    provider: { type: 'string', needed: true, value: 'NAME', help: 'The provider' },
    branch: { type: 'string', value: 'BRANCH', help: 'As this branch of the consumers expects them; else their main branches' },
    environment: { type: 'string', value: 'NAME', help: 'As the consumers that run there expect them' }
  },
  async run({ values, broker, out }) {
    const { provider, branch, environment } = values
    const document = await broker.providerStates({ provider, branch, environment })
    out.answer(document, () => {
      const rows = document.providerStates.map(({ name, params, consumers }) => [
        name,
        params === undefined ? '' : JSON.stringify(params),
        consumers.join(', ')
      ])
      return table(['STATE', 'PARAMETERS', 'CONSUMERS'], rows)
    })
    return exitCodes.done
  }
})
