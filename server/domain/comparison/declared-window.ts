import { type Json, member, textAt } from './json.ts'

/** How long something in a document is promised for, as it is written there. */
export interface DeclaredWindow {
  deprecated: boolean
  deprecatedOn?: string
  sunset?: string
  /** Who uses it cannot all be asked. */
  audience?: 'public'
}

/** What stands at an operation, parameter, field or message; formats of our own may leave out the `x-`. */
export function declaredWindow(at: Json | undefined, own = false): DeclaredWindow {
  const said = (name: string, plain: string) => (own ? textAt(at, plain) : undefined) ?? textAt(at, name)
  const [deprecatedOn, sunset] = [said('x-deprecated-on', 'deprecatedOn'), said('x-sunset', 'sunset')]
  const audience = said('x-audience', 'audience')
  return {
    deprecated: member(at, 'deprecated') === true || member(at, 'x-deprecated') === true,
    ...(deprecatedOn !== undefined && { deprecatedOn }),
    ...(sunset !== undefined && { sunset }),
    ...(audience === 'public' && { audience })
  }
}
