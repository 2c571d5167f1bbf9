import { type Paging, paging, path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

export type Label = Document & { name: string }
export type LabelList = List<'labels', { name: string }>

interface Labelled {
  application: string
  label: string
}

export type LabelMethods = ReturnType<typeof labelMethods>

export function labelMethods({ read, write }: Exchange) {
  const address = ({ application, label }: Labelled) => path`/pacticipants/${application}/labels/${label}`

  return {
    /** Every label in use; `listApplications` finds what has one. */
    async listLabels(asked: Paging = {}): Promise<LabelList> {
      checkAsked(asked, [], ['page', 'size'])
      return read(`/labels${query(paging(asked))}`)
    },

    /** An unknown application is created. */
    async addLabel(asked: Labelled): Promise<Label> {
      checkAsked(asked, ['application', 'label'])
      return write('PUT', address(asked), {})
    },

    async removeLabel(asked: Labelled): Promise<void> {
      checkAsked(asked, ['application', 'label'])
      return write('DELETE', address(asked))
    }
  }
}
