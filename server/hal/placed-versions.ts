import type { Static } from 'typebox'
import type { PlacedVersionDocument } from '../../schemas/simulate.ts'
import type { PlacedVersion } from '../storage/placed-versions.ts'
import { link } from './document.ts'
import { urls } from './urls.ts'

/** A version by where it is met. */
export const placedVersion = (
  base: string,
  { application, number, environments, branches }: PlacedVersion
): Static<typeof PlacedVersionDocument> => ({
  number,
  environments,
  branches: branches.map(({ name }) => name),
  _links: { self: link(base, urls.version(application, number), { title: 'Version', name: number }) }
})
