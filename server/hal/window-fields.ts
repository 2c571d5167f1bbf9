import type { Static } from 'typebox'
import type { WindowFields } from '../../schemas/window-fields.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { day } from './document.ts'

export function windowFields(window: ElementWindow): Static<typeof WindowFields> {
  const { state, announced, openEnded, declaredBy, of } = window
  return { state, ...dates(window), announced, openEnded, declaredBy, ...(of !== undefined && { of }) }
}

export const dates = ({ deprecatedOn, sunset }: { deprecatedOn: number | undefined; sunset: number | undefined }) => ({
  ...(deprecatedOn !== undefined && { deprecatedOn: day(deprecatedOn) }),
  ...(sunset !== undefined && { sunset: day(sunset) })
})
