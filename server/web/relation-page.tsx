import { Page, pageText } from './page.tsx'
import { relations } from './relations.ts'

/** What is known of a relation; `webhooks-…` is how links inside webhooks name theirs. */
export const relationText = (name: string): string | undefined => described(name) ?? described(name.replace(/^webhooks-/, ''))

const described = (name: string) => (Object.hasOwn(relations, name) ? relations[name] : undefined)

export function relationPage(base: string, name: string): string {
  const text = relationText(name)
  return pageText(
    <Page base={base} title={name}>
      <h1>
        The relation <code>{name}</code>
      </h1>
      <p>{text ?? 'No document of this broker has a relation of this name.'}</p>
      <p class="faint">
        A document names its relations under <code>_links</code>, with a prefix (<code>pb:</code>). Follow them instead of making
        up addresses, and your client will keep working.
      </p>
    </Page>
  )
}
