import type { ApplicationWanted, EnvironmentWanted, PolicyWanted } from '../../schemas/apply.ts'
import { path } from '../address.ts'
import type { ApplicationList } from '../applications.ts'
import type { List } from '../document.ts'
import type { EnvironmentList } from '../environments.ts'
import type { Exchange } from '../exchange.ts'
import type { Policy } from '../policies.ts'
import { removal, type StepToTake, stepTo } from './step.ts'

/** An environment is replaced whole: what the file does not say of it stays as it is. */
export async function environmentSteps(
  { read, write }: Exchange,
  wanted: readonly EnvironmentWanted[],
  prune: boolean
): Promise<StepToTake[]> {
  const { environments } = (await read<EnvironmentList>('/environments'))._embedded
  const steps = wanted.map(each => {
    const current = environments.find(({ name }) => name === each.name)
    const take = () => {
      if (current === undefined) return write('POST', '/environments', each)
      const { displayName, contacts } = current
      return write('PUT', path`/environments/${current.uuid}`, { displayName, contacts, ...each })
    }
    return stepTo('environment', each.name, { current, wanted: each, take })
  })
  const gone = environments.filter(({ name }) => prune && !wanted.some(each => each.name === name))
  return [
    ...steps,
    ...gone.map(({ name, uuid }) => removal('environment', name, () => write('DELETE', path`/environments/${uuid}`)))
  ]
}

/** Applications are never removed here: with them would go all that is known about what they ran. */
export async function applicationSteps(
  { read, write, merge }: Exchange,
  wanted: readonly ApplicationWanted[],
  pruneLabels: boolean
): Promise<StepToTake[]> {
  const { pacticipants } = (await read<ApplicationList>('/pacticipants'))._embedded
  return wanted.flatMap(({ labels, ...each }) => {
    const { name } = each
    const current = pacticipants.find(application => application.name === name)
    const take = () => merge(path`/pacticipants/${name}`, each)
    const there = (current?._embedded.labels ?? []).map(label => label.name)
    const gone = labels === undefined || !pruneLabels ? [] : there.filter(label => !labels.includes(label))
    const label = (text: string) => path`/pacticipants/${name}/labels/${text}`
    return [
      stepTo('application', name, { current, wanted: each, take }),
      ...[...new Set(labels)].map(text => {
        const labelled = there.includes(text) ? {} : undefined
        return stepTo('label', `${text} of ${name}`, { current: labelled, wanted: {}, take: () => write('PUT', label(text), {}) })
      }),
      ...gone.map(text => removal('label', `${text} of ${name}`, () => write('DELETE', label(text))))
    ]
  })
}

/** There is one policy for a kind and a scope. */
export async function policySteps(
  { read, write }: Exchange,
  wanted: readonly PolicyWanted[],
  prune: boolean
): Promise<StepToTake[]> {
  const { policies } = (await read<List<'policies', Policy>>('/policies'))._embedded
  const known = new Map(policies.map(policy => [scopeOf(policy), policy]))
  const steps = wanted.map(each => {
    const scope = scopeOf(each)
    const current = known.get(scope)
    known.delete(scope)
    return stepTo('policy', scope, {
      current,
      wanted: { ...each, until: each.until ?? null },
      take: () => write('PUT', '/policies', each)
    })
  })
  const gone = prune ? [...known] : []
  return [...steps, ...gone.map(([scope, { uuid }]) => removal('policy', scope, () => write('DELETE', path`/policies/${uuid}`)))]
}

/** `provider-not-deployed, provider bank, environment production`. */
function scopeOf({ kind, consumer, provider, environment }: Policy | PolicyWanted): string {
  const sides = Object.entries({ consumer, provider, environment }).filter(([, name]) => name !== undefined)
  return [kind, ...sides.map(([side, name]) => `${side} ${name}`)].join(', ')
}
