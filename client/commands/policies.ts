import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { type PolicyProperties, policyKinds, policyRules, type SharingExceptionSeen } from '../policies.ts'
import { table } from '../report.ts'

export const setPolicy = command({
  name: 'set-policy',
  summary:
    'Say how a verdict treats a provider that is not deployed or a version without contracts, what counts as evidence or as the same version, and whether a shared store blocks',
  options: {
    kind: { type: 'string', needed: true, value: policyKinds.join('|'), help: 'What it is about' },
    rule: { type: 'string', needed: true, value: 'RULE', help: `${policyRules.join(', ')}, or for minimum-window: 30 days` },
    reason: { type: 'string', needed: true, value: 'TEXT', help: 'Why, for whoever reads the verdict' },
    consumer: { type: 'string', short: 'c', value: 'NAME', help: 'For this consumer; else any' },
    provider: { type: 'string', value: 'NAME', help: 'For this provider; else any' },
    environment: { type: 'string', value: 'NAME', help: 'In this environment; else any' },
    until: { type: 'string', value: 'YYYY-MM-DD', help: 'The last day of allow-until' }
  },
  async run({ values, broker, out }) {
    const { reason, consumer, provider, environment, until } = values
    const kind = oneOf(policyKinds, values.kind, '--kind')
    const rule = isDays(values.rule) ? values.rule : oneOf(policyRules, values.rule, '--rule')
    const document = await broker.setPolicy({ kind, rule, reason, consumer, provider, environment, until })
    out.answer(document, () => `Kept: ${kind} ${rule}${scopeOf(document)}, ${document.uuid}`)
    return exitCodes.done
  }
})

export const listPolicies = command({
  name: 'list-policies',
  summary: 'List the policies',
  options: {},
  async run({ broker, out }) {
    const document = await broker.listPolicies()
    out.answer(document, () => {
      const rows = document._embedded.policies.map(policy => [
        policy.kind,
        ruleOf(policy),
        scopeOf(policy).trim() || 'everywhere',
        policy.reason,
        policy.uuid
      ])
      return table(['KIND', 'RULE', 'SCOPE', 'REASON', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const deletePolicy = command({
  name: 'delete-policy',
  summary: 'Delete a policy',
  options: {
    uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as list-policies shows' },
    reason: { type: 'string', value: 'TEXT', help: 'Why, for whoever looks at list-policy-changes' }
  },
  async run({ values, broker, out }) {
    await broker.deletePolicy({ uuid: values.uuid, reason: values.reason })
    out.answer({ deleted: values.uuid }, () => `Deleted policy ${values.uuid}`)
    return exitCodes.done
  }
})

export const listPolicyChanges = command({
  name: 'list-policy-changes',
  summary: 'List who changed policies, when and why, the newest first',
  options: {
    uuid: { type: 'string', value: 'UUID', help: 'Of one policy, which may be gone; else the newest 100 of all' }
  },
  async run({ values, broker, out }) {
    const document = await broker.listPolicyChanges({ uuid: values.uuid })
    out.answer(document, () => {
      const rows = document._embedded.changes.map(({ change, by, changedAt, before, after, reason, policy }) => {
        const is = after ?? before
        const rule = before === undefined || after === undefined ? (is?.rule ?? '') : `${ruleOf(before)} → ${ruleOf(after)}`
        return [changedAt, by, change, is?.kind ?? '', rule, is === undefined ? '' : scopeOf(is).trim(), reason ?? '', policy]
      })
      return table(['WHEN', 'BY', 'CHANGE', 'KIND', 'RULE', 'SCOPE', 'REASON', 'POLICY'], rows)
    })
    return exitCodes.done
  }
})

const ruleOf = ({ rule, until }: Pick<PolicyProperties, 'until'> & { rule: string }) =>
  until === undefined ? rule : `${rule} ${until}`
const isDays = (rule: string): rule is `${number} days` => /^\d+ days$/.test(rule)

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find(each => each === text)
  if (found === undefined) throw wrong(`${option} is ${text}; it must be one of ${known.join(', ')}.`)
  return found
}

/** ` consumer web environment test`; of an exception ` db of api, web`. */
function scopeOf(of: PolicyProperties | SharingExceptionSeen): string {
  const where = of.environment === undefined ? '' : ` environment ${of.environment}`
  if (of.kind === 'sharing-exception') return ` ${of.path} of ${of.applications.join(', ')}${where}`
  const { consumer, provider, environment } = of
  const parts: Array<[string, string | undefined]> = [
    ['consumer', consumer],
    ['provider', provider],
    ['environment', environment]
  ]
  return parts.flatMap(([what, name]) => (name === undefined ? [] : [` ${what} ${name}`])).join('')
}
