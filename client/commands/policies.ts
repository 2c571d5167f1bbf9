import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output.ts'
import { type PolicyProperties, policyKinds, policyRules } from '../policies.ts'

export const setPolicy = command({
  name: 'set-policy',
  summary:
    'Say how a verdict treats a provider that is not deployed or a version without contracts, what counts as evidence or as the same version, and whether a shared store blocks',
  options: {
    kind: { type: 'string', needed: true, value: policyKinds.join('|'), help: 'What it is about' },
    rule: { type: 'string', needed: true, value: 'RULE', help: policyRules.join(', ') },
    reason: { type: 'string', needed: true, value: 'TEXT', help: 'Why, for whoever reads the verdict' },
    consumer: { type: 'string', short: 'c', value: 'NAME', help: 'For this consumer; else any' },
    provider: { type: 'string', value: 'NAME', help: 'For this provider; else any' },
    environment: { type: 'string', value: 'NAME', help: 'In this environment; else any' },
    until: { type: 'string', value: 'YYYY-MM-DD', help: 'The last day of allow-until' }
  },
  async run({ values, broker, out }) {
    const { reason, consumer, provider, environment, until } = values
    const kind = oneOf(policyKinds, values.kind, '--kind')
    const rule = oneOf(policyRules, values.rule, '--rule')
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
        policy.until === undefined ? policy.rule : `${policy.rule} ${policy.until}`,
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
  options: { uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as list-policies shows' } },
  async run({ values, broker, out }) {
    await broker.deletePolicy({ uuid: values.uuid })
    out.answer({ deleted: values.uuid }, () => `Deleted policy ${values.uuid}`)
    return exitCodes.done
  }
})

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find(each => each === text)
  if (found === undefined) throw wrong(`${option} is ${text}; it must be one of ${known.join(', ')}.`)
  return found
}

function scopeOf({ consumer, provider, environment }: PolicyProperties): string {
  const parts: Array<[string, string | undefined]> = [
    ['consumer', consumer],
    ['provider', provider],
    ['environment', environment]
  ]
  return parts.flatMap(([what, name]) => (name === undefined ? [] : [` ${what} ${name}`])).join('')
}
