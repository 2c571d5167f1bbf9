import { type Json, member } from '../json.ts'

/** The version of the specification that a document names under its mark. YAML makes a number of `2.0` and `3.0` without quotes, and a whole one means its first. */
export function versionOf(document: Json, mark: string): string {
  const version = member(document, mark) ?? ''
  return /^\d+$/.test(String(version)) ? `${version}.0` : String(version)
}
