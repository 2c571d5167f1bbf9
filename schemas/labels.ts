import { Type } from 'typebox'
import { Links, times } from './document.ts'
import { Page } from './pages.ts'

export const LabelDocument = Type.Object({ name: Type.String(), ...times, _links: Links })

export const LabelsDocument = Type.Object({
  _embedded: Type.Object({ labels: Type.Array(Type.Object({ name: Type.String() })) }),
  page: Type.Optional(Page),
  _links: Links
})
