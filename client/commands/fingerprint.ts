import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { fingerprintOf } from '../fingerprint.ts'

export const fingerprint = command({
  name: 'fingerprint',
  summary: 'Tell the fingerprint of the source that a version is built from: the same source, the same fingerprint',
  options: {
    path: {
      type: 'string',
      multiple: true,
      value: 'PATH',
      help: 'A folder or file that belongs to it; repeatable. Else this folder. Lock files in the folders above always do'
    }
  },
  async run({ values, out, folder }) {
    const found = await fingerprintOf(values.path.length === 0 ? ['.'] : values.path, folder)
    out.say(`Made of ${found.paths.join(', ')}`)
    out.answer(found, () => found.fingerprint)
    return exitCodes.done
  }
})
