import t from 'tap'
import { type NewestResult, type VerificationStatus, verificationStatus } from '../../server/domain/verification-status.ts'

const own: NewestResult = { contractId: 1, success: true, complete: true, pending: false }
const other: NewestResult = { ...own, contractId: 2 }

const cases: Array<[says: string, result: NewestResult | undefined, status: VerificationStatus]> = [
  ['without any result it was never verified', undefined, 'never'],
  ['its own success', own, 'success'],
  ['its own failure', { ...own, success: false }, 'failed'],
  ['its own failure while it was pending', { ...own, success: false, pending: true }, 'failed_pending'],
  ['a success that was pending is a success', { ...own, pending: true }, 'success'],
  ['a success that leaves out interactions does not count', { ...own, complete: false }, 'never'],
  ['the success of other content is stale', other, 'stale'],
  ['the failure of other content has not been mended', { ...other, success: false }, 'failed'],
  ['nor one that was pending', { ...other, success: false, pending: true }, 'failed_pending']
]

t.test('how a contract stands', async t => {
  for (const [says, result, status] of cases) t.equal(verificationStatus(1, result), status, says)
})
