import { command } from '../command.ts'
import { environment } from '../common-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { table } from '../report.ts'

export const listReservations = command({
  name: 'list-reservations',
  summary: 'List the versions that can-i-deploy --reserve holds a place for',
  options: { environment },
  async run({ values, broker, out }) {
    const document = await broker.listReservations({ environment: values.environment })
    out.answer(document, () => {
      const { reservations } = document._embedded
      if (reservations.length === 0) return `Nothing is reserved in ${values.environment}.`
      const rows = reservations.map(({ uuid, applicationInstance, leaseUntil, _embedded: { pacticipant, version } }) => [
        pacticipant.name,
        version.number,
        applicationInstance ?? '',
        leaseUntil,
        uuid
      ])
      return table(['APPLICATION', 'VERSION', 'INSTANCE', 'UNTIL', 'UUID'], rows)
    })
    return exitCodes.done
  }
})

export const releaseReservation = command({
  name: 'release-reservation',
  summary: 'Give back a place that can-i-deploy --reserve holds, where nothing will be deployed',
  options: { uuid: { type: 'string', needed: true, value: 'UUID', help: 'Which, as can-i-deploy and list-reservations show' } },
  async run({ values, broker, out }) {
    await broker.releaseReservation({ uuid: values.uuid })
    out.answer({}, () => `Released: ${values.uuid}`)
    return exitCodes.done
  }
})
