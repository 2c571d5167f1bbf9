import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Report } from '../report.ts'
import type { Usage } from '../simulations.ts'
import { noticeLines, userLines } from '../tell-elements.ts'
import { info } from '../tell-findings.ts'
import { windowInWords } from '../window-in-words.ts'

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
    out.answer(document, () => tell(document))
    return exitCodes.done
  }
})

function tell({ element, consumers, window, notices }: Usage): Report {
  const users = userLines(consumers, element)
  const title =
    users.length === 0
      ? `No contract says that it relies on ${element}.`
      : `${users.length} ${users.length === 1 ? 'version relies' : 'versions rely'} on ${element}.`
  const promised = window === undefined || window.state === 'introduced' ? [] : [info(`${element} is ${windowInWords(window)}.`)]
  return { title, lines: [...users, ...promised, ...noticeLines(notices)] }
}
