import { command } from '../command.ts'
import { application, applicationInstance, environment, version } from '../common-options.ts'
import { exitCodeForAnswer, exitCodes } from '../exit-codes.ts'
import type { Leaving, MissingVerifications, Rollback } from '../leaving.ts'
import type { Line, Report } from '../report.ts'
import { outcomes, overridingLines, reasonLines } from '../tell-verdict.ts'

export const canIUndeploy = command({
  name: 'can-i-undeploy',
  summary: 'Ask whether a version can leave an environment with nothing in its place: who would be without its provider?',
  options: { pacticipant: application, version, environment, 'application-instance': applicationInstance },
  async run({ values, broker, out, found }) {
    const { pacticipant, environment, 'application-instance': instance } = values
    const number = await found.version(values.version)
    const asked = { application: pacticipant, version: number, environment, applicationInstance: instance }
    const document = await broker.canIUndeploy(asked)
    out.answer(document, () => tellLeaving(document, `be undeployed from ${environment}`))
    return exitCodeForAnswer(document.answer)
  }
})

export const canIEndSupport = command({
  name: 'can-i-end-support',
  summary: 'Ask whether the support of a released version can end: who would be without its provider?',
  options: { pacticipant: application, version, environment },
  async run({ values, broker, out, found }) {
    const { pacticipant, environment } = values
    const number = await found.version(values.version)
    const document = await broker.canIEndSupport({ application: pacticipant, version: number, environment })
    out.answer(document, () => tellLeaving(document, `lose its support in ${environment}`))
    return exitCodeForAnswer(document.answer)
  }
})

function tellLeaving({ answer, pacticipant, version, consumers }: Leaving, what: string): Report {
  const who = `${pacticipant} ${version}`
  const sentences = {
    yes: `Yes, ${who} can ${what}.`,
    no: `No, ${who} cannot ${what}: it is still needed.`,
    unknown: `Unknown: nothing proves yet that ${who} can ${what}.`
  }
  const lines = consumers.map(
    ({ name, version, answer, reasons }): Line => ({
      outcome: outcomes[answer],
      text: `${name} ${version} ${answer === 'yes' ? 'is served by what is left' : answer === 'no' ? 'would be without it' : 'may not be served by what is left'}`,
      lines: answer === 'yes' ? [] : reasonLines(reasons)
    })
  )
  const none: Line[] = consumers.length === 0 ? [{ outcome: 'pass', text: 'No live consumer has a contract with it.' }] : lines
  return { title: sentences[answer], answer, lines: none }
}

export const canIRollback = command({
  name: 'can-i-rollback',
  summary: 'Ask whether an application could go back to what ran in an environment before',
  options: { pacticipant: application, environment, 'application-instance': applicationInstance },
  async run({ values, broker, out }) {
    const { pacticipant, environment, 'application-instance': instance } = values
    const document = await broker.canIRollBack({ application: pacticipant, environment, applicationInstance: instance })
    out.answer(document, () => tellRollback(document, environment))
    return exitCodeForAnswer(document.answer)
  }
})

function tellRollback({ answer, pacticipant, slots }: Rollback, environment: string): Report {
  const sentences = {
    yes: `Yes, ${pacticipant} can go back in ${environment}.`,
    no: `No, ${pacticipant} cannot go back in ${environment}.`,
    unknown: `Unknown: nothing proves yet that ${pacticipant} can go back in ${environment}.`
  }
  const lines = slots.map(({ applicationInstance, current, target, verdict, changedForGood = [] }): Line => {
    const where = applicationInstance === undefined ? '' : `${applicationInstance}: `
    if (target === null || verdict === undefined)
      return { outcome: 'fail', text: `${where}before ${current} there is nothing to go back to.` }
    const isClosed = changedForGood.length > 0
    const closed: Line = { outcome: 'fail', text: `What ${current} did to ${changedForGood.join(', ')} cannot be taken back.` }
    return {
      outcome: isClosed ? 'fail' : outcomes[verdict.answer],
      text: `${where}from ${current} to ${target}: ${isClosed ? 'no' : verdict.answer}`,
      lines: [...(isClosed ? [closed] : []), ...reasonLines(verdict.reasons)]
    }
  })
  // One that applies lets the version be deployed; whether it may go back is still what the reasons say.
  const overrides = slots.flatMap(({ target, verdict = {} }) => overridingLines(verdict, `${pacticipant} ${target}`))
  return { title: sentences[answer], answer, lines: [...overrides, ...lines] }
}

export const missing = command({
  name: 'missing',
  summary: 'List the verifications that are lacking for what is live in an environment',
  options: {
    environment,
    pacticipant: {
      type: 'string',
      short: 'a',
      aliases: ['application', 'name'],
      value: 'NAME',
      help: 'Only what this application consumes or provides'
    }
  },
  async run({ values, broker, out }) {
    const { environment, pacticipant } = values
    const document = await broker.missingVerifications({ environment, application: pacticipant })
    out.answer(document, () => tellMissing(document, environment))
    return document.verifications.length === 0 ? exitCodes.yes : exitCodes.unknown
  }
})

function tellMissing({ verifications }: MissingVerifications, environment: string): Report {
  const count = verifications.length
  const title =
    count === 0
      ? `Nothing is missing in ${environment}: all that is live is verified.`
      : `${count} ${count === 1 ? 'verification is' : 'verifications are'} missing in ${environment}.`
  const lines = verifications.map(
    ({ consumer, consumerVersions, provider, providerVersion, reason, pact }): Line => ({
      outcome: 'unknown',
      code: reason.code,
      text: `${provider} ${providerVersion} with ${consumer} ${consumerVersions.join(', ')}`,
      notes: reason.notes,
      next: reason.next,
      link: pact
    })
  )
  return { title, answer: count === 0 ? 'yes' : 'unknown', lines }
}
