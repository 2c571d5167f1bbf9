import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { inWords, serverPart } from '../server-part.ts'

export const clean = command({
  name: 'clean',
  summary: "Remove what is old and decides nothing any more, from the server's own machine",
  options: {
    'dry-run': { type: 'boolean', short: 'd', help: 'Only say what would go (SOLOIST_CLEAN_DRY_RUN)' },
    'database-url': { type: 'string', value: 'URL', help: 'SOLOIST_DATABASE_URL; else sqlite:./data/soloist.db' }
  },
  async run({ values, env, out }) {
    const { clean } = await serverPart()
    const url = values['database-url']
    const settings = url === undefined ? env : { ...env, SOLOIST_DATABASE_URL: url }
    const cleaned = await inWords('Cleaning failed', () => clean(settings, { dryRun: values['dry-run'] ?? false }))
    out.answer(cleaned ?? { running: true }, () => {
      if (cleaned === undefined) return 'Another run is under way; this one does nothing.'
      const { versions, branches, publications, results, contracts, verdicts, dryRun } = cleaned
      const verb = dryRun ? 'Would remove' : 'Removed'
      return (
        `${verb} ${versions.toDelete} versions (${versions.toKeep} stay), ${branches} branches, ${publications} superseded ` +
        `publications, ${results} overwritten results, ${contracts} contracts that no version has and ${verdicts} old verdicts.`
      )
    })
    return exitCodes.done
  }
})
