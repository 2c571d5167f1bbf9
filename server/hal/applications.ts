import type { ApplicationDetails } from '../actions/describe-application.ts'
import type { Application } from '../domain/application.ts'
import type { PageOfList } from '../http/pages.ts'
import { curies, instant, link, present, soloistCurie, template, times } from './document.ts'
import { urls } from './urls.ts'

export function applicationDocument(base: string, application: Application, details: ApplicationDetails) {
  const { name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace, retiredAt } = application
  const { latestVersion, labels, deployments, formerNames = [] } = details
  const { owner, contact } = application
  const own = urls.application(name)
  return {
    ...present({ name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace, owner, contact }),
    ...(formerNames.length > 0 && { formerNames }),
    ...(retiredAt !== null && { retiredAt: instant(retiredAt) }),
    ...times(application),
    _embedded: {
      ...(latestVersion !== undefined && latestVersions(base, name, latestVersion)),
      labels: labels.map(label => ({
        name: label,
        _links: { self: link(base, urls.label(name, label), { title: 'Label', name: label }) }
      }))
    },
    _links: {
      self: link(base, own),
      'pb:versions': link(base, urls.versions(name)),
      versions: link(base, urls.versions(name), { title: 'Deprecated, use pb:versions' }),
      'pb:branches': link(base, urls.branches(name)),
      ...(deployments !== undefined && {
        'pb:deployed-environments': deployments.map(({ uuid, environment }) => ({
          ...link(base, urls.deployedVersion(uuid), { title: 'Version deployed to environment', name: environment }),
          currently_deployed: true
        }))
      }),
      'pb:version': template(base, `${own}/versions/{version}`, 'Version'),
      'pb:version-tag': template(base, `${own}/versions/{version}/tags/{tag}`, 'Tag'),
      'pb:branch-version': template(base, `${own}/branches/{branch}/versions/{version}`, 'Branch version'),
      'soloist:topics': link(base, urls.topics(name), { title: 'Topics' }),
      'soloist:windows': link(base, urls.windows(name), { title: 'How long what it offers is promised' }),
      'pb:label': template(base, `${own}/labels/{label}`, 'Label'),
      'pb:can-i-deploy-badge': template(
        base,
        `${own}/latest-version/{tag}/can-i-deploy/to/{environmentTag}/badge`,
        'Can I deploy from one tag to another?'
      ),
      'pb:can-i-deploy-branch-to-environment-badge': template(
        base,
        `${own}/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}/badge`,
        'Can I deploy from the branch to the environment?'
      ),
      curies: [...curies(base, 'pacticipant'), soloistCurie(base, 'pacticipant')]
    }
  }
}

function latestVersions(base: string, name: string, number: string) {
  const href = base + urls.version(name, number)
  return {
    latestVersion: { number, _links: { self: { title: 'Version', name: number, href } } },
    'latest-version': { number, title: 'Deprecated, use latestVersion', name: number, _links: { self: { href } } }
  }
}

export function applicationsDocument(
  base: string,
  listed: Array<{ application: Application; details: ApplicationDetails }>,
  { page, links }: PageOfList,
  self = base + urls.applications
) {
  const pacticipants = listed.map(({ application, details }) => applicationDocument(base, application, details))
  const relation = (titled: (name: string) => string) =>
    pacticipants.map(({ name }) => link(base, urls.application(name), { title: titled(name), name }))
  return {
    // Old clients read this copy, and some nothing else.
    pacticipants: pacticipants.map(document => ({ ...document, title: document.name })),
    _embedded: { pacticipants },
    ...(page !== undefined && { page }),
    _links: {
      self: { href: self },
      'pb:pacticipants-with-label': template(base, `${urls.applications}/label/{label}`, 'Applications with the label'),
      'pb:pacticipants': relation(() => 'Pacticipant'),
      pacticipants: relation(name => name),
      ...links
    }
  }
}
