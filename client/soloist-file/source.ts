import { SoloistError } from '../error.ts'
import type { Found, IdentityValues } from '../found.ts'
import type { Identity } from '../identity.ts'
import type { FoundFile } from './read.ts'

/**
 * What the versions of these applications are: as given; else by the source that the file names, where it is about the one application
 * that there is. Without git, or where files differ from the commit, nothing is said: it is no more than one evidence less.
 */
export async function identityWith(
  { found, values, file }: { found: Found; values: IdentityValues; file: FoundFile | undefined },
  applications: readonly string[],
  say: (text: string) => void
): Promise<Identity> {
  const isGiven = values['source-fingerprint'] !== undefined || values['source-path'].length > 0
  const isAbout = file !== undefined && applications.every(application => application === file.application)
  if (isGiven || !isAbout || file.source === undefined) return found.identity(values)
  try {
    return await found.identity({ ...values, 'source-path': file.source })
  } catch (error) {
    if (!(error instanceof SoloistError)) throw error
    say(`No source fingerprint: ${error.message}`)
    return found.identity(values)
  }
}
