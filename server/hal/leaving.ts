import type { Leave } from '../actions/can-i-leave.ts'
import type { Rollback } from '../actions/can-i-roll-back.ts'
import type { EnvironmentCheck } from '../actions/check-environment.ts'
import { missingVerifications } from '../domain/missing.ts'
import type { Environment } from '../storage/environments.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'
import { reasonDocument, verdictDocument } from './verdict.ts'

const links = (base: string, self: string, { uuid, name }: Environment) => ({
  self: { href: self },
  'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name })
})

export const leavingDocument = (base: string, self: string, leave: Leave) => ({
  answer: leave.answer,
  pacticipant: leave.application,
  version: leave.version,
  consumers: leave.consumers.map(({ consumer, version, answer, reasons }) => ({
    name: consumer,
    version,
    answer,
    reasons: reasons.map(reason => reasonDocument(reason, base, leave.environment.name))
  })),
  _links: links(base, self, leave.environment)
})

export const rollbackDocument = (base: string, self: string, { answer, application, environment, slots }: Rollback) => ({
  answer,
  pacticipant: application,
  slots: slots.map(({ instance, current, target, verdict, changedForGood }) => ({
    ...(instance !== '' && { applicationInstance: instance }),
    current,
    target,
    ...(changedForGood.length > 0 && { changedForGood }),
    ...(verdict !== undefined && { verdict: verdictDocument(verdict, base, environment.name) })
  })),
  _links: links(base, self, environment)
})

export const missingDocument = (base: string, self: string, check: EnvironmentCheck, application: string | undefined) => ({
  verifications: missingVerifications(check.reasons, application).map(({ pairing, consumerVersions, reason }) => {
    const { consumer, provider } = pairing
    return {
      consumer: consumer.name,
      consumerVersions,
      provider: provider.name,
      providerVersion: provider.version?.number ?? '',
      reason: reasonDocument(reason, base, check.environment.name),
      pact: base + urls.pact(provider.name, consumer.name, consumer.version.number)
    }
  }),
  _links: links(base, self, check.environment)
})
