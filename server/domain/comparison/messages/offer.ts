import type { DeclaredWindow } from '../declared-window.ts'
import type { DocumentProblem } from '../documents/api.ts'
import type { Json } from '../json.ts'
import type { SchemaNode } from '../schema/node.ts'

/** The messages that a provider sends and receives, whichever format its document has. */
export interface Catalogue {
  offers: MessageOffer[]
  problems: DocumentProblem[]
}

export interface MessageOffer extends DeclaredWindow {
  /** Of the document it stands in. */
  documentName?: string
  /** As the owner of the document sees it. */
  direction: 'sends' | 'receives'
  /** Address of the channel, else its key; `''` where the document knows none. */
  channel: string
  channelKey: string
  /** How long what is sent there is read, as the document says. */
  retention?: string
  operationId?: string
  /** How the document refers to it. */
  key: string
  name: string
  version: string
  contentType?: string
  payload?: Payload
  headers?: SchemaNode
  /** What it is answered with, of an operation with a reply. */
  reply?: MessageOffer[]
  pointer: string
}

export interface Payload {
  /** Of other formats nothing can be said here. */
  format: 'json' | 'avro' | 'other'
  /** As written, where the format is not JSON Schema. */
  formatName?: string
  schema?: SchemaNode
  raw: Json
  pointer: string
}

/** Element key: a message is one thing in each direction and version. */
export const elementOf = ({ channel, name, version }: MessageOffer): string => `${channel}#${name}@${version}`

/** Of whatever version. */
export const messageOf = ({ channel, name }: MessageOffer): string => `${unversioned(channel)}#${unversioned(name)}`

/** The name of a message or channel without what may say its version: `order-placed.v2` is `order-placed`. */
export const unversioned = (name: string): string => name.replace(/(?:[._-]v|V)\d+$/, '')

/** `order-placed.v2` is version 2 of its message; without any sign it is version 1. */
export const versionIn = (name: string): string => /(?:[._-]v|V)(\d+)$/.exec(name)?.[1] ?? '1'
