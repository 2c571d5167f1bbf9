import { readConfiguration } from '../apply/read-configuration.ts'
import type { Step, StepAction } from '../apply/step.ts'
import { type Prunable, prunable } from '../apply.ts'
import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Output } from '../output.ts'

export const apply = command({
  name: 'apply',
  summary: 'Bring environments, applications, policies and webhooks to what a file says',
  rest: '<file>',
  options: {
    'dry-run': { type: 'boolean', short: 'd', help: 'Only tell what would change' },
    prune: {
      type: 'string',
      multiple: true,
      value: prunable.join('|'),
      help: 'Remove those that the file does not name; repeatable'
    },
    'print-schema': { type: 'boolean', help: 'Print the JSON Schema of the file, for editors' }
  },
  async run(asked) {
    const { values, rest, out, folder, env } = asked
    if (values['print-schema'] === true) {
      const { configurationSchema } = await import('../../schemas/apply.ts')
      out.print(JSON.stringify(configurationSchema, null, 2))
      return exitCodes.done
    }
    const [file] = rest
    if (file === undefined || rest.length > 1) throw wrong('Which file? Name one.')
    const configuration = await readConfiguration(file, folder, env)
    const dryRun = values['dry-run'] === true
    const applied = await asked.broker.apply({ configuration, dryRun, prune: values.prune as Prunable[] })
    out.answer(applied, () => told(applied.steps, dryRun, out))
    return exitCodes.done
  }
})

const marks: Record<StepAction, string> = { create: '+', update: '~', delete: '-', unchanged: '=' }

function told(steps: readonly Step[], dryRun: boolean, out: Output): string {
  const lines = steps
    .filter(({ action }) => out.verbose || action !== 'unchanged')
    .map(({ kind, name, action, changes }) => {
      const line = `  ${marks[action]} ${action} ${kind} ${name}${changes.length === 0 ? '' : `: ${changes.join(', ')}`}`
      return action === 'delete' ? out.paint('red', line) : line
    })
  const count = (action: StepAction) => steps.filter(step => step.action === action).length
  const numbers = `${count('create')} created, ${count('update')} updated, ${count('delete')} deleted, ${count('unchanged')} unchanged`
  return [...lines, dryRun ? `Nothing was changed. It would be: ${numbers}.` : `Applied: ${numbers}.`].join('\n')
}
