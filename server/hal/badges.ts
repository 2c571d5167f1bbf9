import type { Badge } from '../domain/badges.ts'
import { encodeName } from './urls.ts'

/** Where shields.io draws the badge; it takes a single - for a separator and a single _ for a space. */
export const shieldsAddress = (shields: string, { left, right, colour }: Badge) =>
  `${shields}/badge/${encodeName(doubled(left))}-${encodeName(doubled(right))}-${colour}.svg`

const doubled = (text: string) => text.replaceAll('-', '--').replaceAll('_', '__')
