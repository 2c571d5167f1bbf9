import { isObject, itemsOf, type Json, type JsonObject, member, membersOf } from '../json.ts'
import { into } from '../pointer.ts'
import { followRef } from '../schema/source.ts'
import type { DocumentProblem } from './api.ts'

/** An object at its place in a document. */
export interface Place {
  pointer: string
  value: JsonObject
}

/** Reads a document step by step, through local references, and notes what it cannot follow. */
export class Reading {
  readonly root: Json
  readonly problems: DocumentProblem[] = []

  constructor(root: Json) {
    this.root = root
  }

  /** The object that stands here, or where its `$ref` leads. */
  place(pointer: string, value: Json | undefined, problems = this.problems): Place | undefined {
    let found: { pointer: string; value: Json | undefined } = { pointer, value }
    for (let i = 0; i < 20; i++) {
      const ref = member(found.value, '$ref')
      if (typeof ref !== 'string') break
      const target = followRef(this.root, ref)
      if (target === undefined) {
        problems.push({ code: 'spec.ref.unresolved', pointer: found.pointer, detail: ref })
        return undefined
      }
      found = target
    }
    return isObject(found.value) ? { pointer: found.pointer, value: found.value } : undefined
  }

  inside(at: Place, name: string, problems = this.problems): Place | undefined {
    return this.place(into(at.pointer, name), member(at.value, name), problems)
  }

  members(at: Place | undefined, problems = this.problems): Array<[name: string, place: Place]> {
    if (at === undefined) return []
    return membersOf(at.value).flatMap(([name, value]): Array<[string, Place]> => {
      const place = this.place(into(at.pointer, name), value, problems)
      return place === undefined ? [] : [[name, place]]
    })
  }

  items(at: Place, name: string, problems = this.problems): Place[] {
    return itemsOf(member(at.value, name)).flatMap((value, i) => this.place(into(at.pointer, name, i), value, problems) ?? [])
  }
}
