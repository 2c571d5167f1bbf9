import type { Static } from 'typebox'
import type { PlacedVersionDocument } from '../../schemas/simulate.ts'
import type { PlacedVersion } from '../storage/placed-versions.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

/** A version by where it is met. */
export const placedVersion = (
  base: string,
  { application, number, environments, held, branches }: PlacedVersion
): Static<typeof PlacedVersionDocument> => ({
  number,
  environments,
  ...(held.length > 0 && { held: [...new Set(held.map(({ environment }) => environment))] }),
  branches: branches.map(({ name }) => name),
  _links: { self: link(base, urls.version(application, number), { title: 'Version', name: number }) }
})
