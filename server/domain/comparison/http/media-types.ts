import type { Media } from '../documents/api.ts'

/** Whether a media type falls into a range such as `image/*`, either way round. */
export function mediaFits(one: string, other: string): boolean {
  const [type = '', subtype = ''] = one.split('/')
  const [otherType = '', otherSubtype = ''] = other.split('/')
  return part(type, otherType) && part(subtype, otherSubtype)
}

const part = (one: string, other: string) => one === other || one === '*' || other === '*'

/** The media type that is meant, the exact one before a range. */
export function mediaFor(media: readonly Media[], type: string): Media | undefined {
  return media.find(one => one.type === type) ?? media.find(one => mediaFits(one.type, type))
}

/** The types of an Accept header, those refused by `q=0` left out. */
export function acceptedTypes(accept: readonly string[]): string[] {
  return accept
    .join(',')
    .split(',')
    .filter(entry => !/;\s*q=0(\.0*)?\s*(;|$)/.test(entry))
    .map(entry => entry.split(';')[0]!.trim().toLowerCase())
    .filter(type => type !== '')
}
