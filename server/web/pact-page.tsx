import type { ContractOutline, InteractionOutline, PartOutline } from '../domain/contracts/outline.ts'
import type { Publication } from '../domain/publication.ts'
import { instant } from '../hal/document.ts'
import { urls } from '../hal/urls.ts'
import { Page, pageText } from './page.tsx'

interface Shown {
  base: string
  publication: Publication
  outline: ContractOutline
}

/** A pact for people: who expects what of whom, interaction by interaction. */
export function pactPage({ base, publication, outline }: Shown): string {
  const { consumer, provider, version, sha, revision, createdAt } = publication
  const { interactions, total, specification } = outline
  const published = `Published ${instant(createdAt)}${revision > 1 ? `, revision ${revision}` : ''}`
  return pageText(
    <Page base={base} title={`Pact between ${consumer} and ${provider}`}>
      <h1>
        What {consumer} {version} expects of {provider}
      </h1>
      <p class="faint">
        {published}. {total} {total === 1 ? 'interaction' : 'interactions'}
        {specification && `, specification ${specification}`}. Content <code>{sha}</code>.
      </p>
      <Links base={base} publication={publication} />
      {interactions.map(interaction => (
        <Interaction {...interaction} />
      ))}
      {total > interactions.length && (
        <p>
          {total - interactions.length} more are not shown here; the{' '}
          <a href={base + urls.halBrowser(urls.pact(provider, consumer, version))}>document</a> has them all.
        </p>
      )}
    </Page>
  )
}

function Links({ base, publication }: { base: string; publication: Publication }) {
  const { consumer, provider, version } = publication
  const own = urls.pact(provider, consumer, version)
  const links: Array<[path: string, text: string]> = [
    [urls.application(consumer), consumer],
    [urls.version(consumer, version), `${consumer} ${version}`],
    [urls.application(provider), provider],
    [urls.pactDifference(provider, consumer, version), 'What changed'],
    [urls.pacts(provider, consumer), 'All versions'],
    [urls.matrixForConsumerVersion(consumer, version), 'Matrix'],
    [urls.halBrowser(own), 'As a document']
  ]
  return (
    <ul class="links">
      {links.map(([path, text]) => (
        <li>
          <a href={base + path}>{text}</a>
        </li>
      ))}
    </ul>
  )
}

function Interaction({ description, states, parts }: InteractionOutline) {
  return (
    <article>
      <h2>{description}</h2>
      {states.length > 0 && <p class="faint">Given {states.join(' and ')}</p>}
      <div class="sides">
        {parts.map(part => (
          <Part {...part} />
        ))}
      </div>
    </article>
  )
}

function Part({ title, line, headers, body, rest }: PartOutline) {
  return (
    <section>
      <h3>
        {title} {line !== '' && <code>{line}</code>}
      </h3>
      {headers.length > 0 && (
        <table>
          {headers.map(([name, value]) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </table>
      )}
      {body !== undefined && <pre>{body}</pre>}
      {rest.map(([name, json]) => (
        <details>
          <summary>{name}</summary>
          <pre>{json}</pre>
        </details>
      ))}
    </section>
  )
}
