import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../output.ts'
import { inWords } from './windows.ts'

export const whoUses = command({
  name: 'who-uses',
  summary: 'Tell which consumers say that they rely on an element of a provider, how strongly, and where they are live',
  rest: '<element>',
  options: {
    provider: { type: 'string', needed: true, value: 'NAME', help: 'The provider' },
    prefix: { type: 'boolean', help: 'All elements whose key begins so' }
  },
  async run({ values, rest, broker, out }) {
    const [element, ...more] = rest
    if (element === undefined || more.length > 0)
      throw wrong("Which element? Give one, such as 'GET /users/{}#response.200.body/name'.")
    const document = await broker.whoUses({ provider: values.provider, element, prefix: values.prefix })
    for (const { text } of document.notices) out.say(text)
    out.answer(document, () => {
      const rows = document.consumers.flatMap(({ name, versions }) =>
        versions.flatMap(({ number, environments, branches, uses }) =>
          uses.map(({ element, strength }) => [name, number, environments.join(', '), branches.join(', '), strength, element])
        )
      )
      const { window } = document
      if (window !== undefined && window.state !== 'introduced') out.say(`${document.element} is ${inWords(window)}.`)
      if (rows.length === 0) return `No contract says that it relies on ${document.element}.`
      return table(['CONSUMER', 'VERSION', 'LIVE IN', 'HEAD OF', 'STRENGTH', 'ELEMENT'], rows)
    })
    return exitCodes.done
  }
})
