import { Type } from 'typebox'

/** Answers that are no JSON: their media type is said where they are described. */
const of = (mediaType: string) => (description: string) => ({
  200: { description, content: { [mediaType]: { schema: Type.String() } } }
})

export const text = of('text/plain')
export const page = of('text/html')
export const styleSheet = of('text/css')
export const script = of('text/javascript')

/** What somebody published, in whatever form. */
export const asPublished = (description: string) => ({ 200: { description, content: { '*/*': { schema: Type.Unknown() } } } })
