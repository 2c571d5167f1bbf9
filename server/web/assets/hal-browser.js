// Runs in the browser: shows the document whose path stands behind the `#`. What documents say becomes text, never markup.

const view = document.getElementById('document')
const input = document.getElementById('path')
/** Where the broker is reached from here, and what its links begin with: a proxy may stand between the two. */
const here = new URL('..', location.href.split('#')[0]).href.replace(/\/$/, '')
const bases = [view.dataset.base, here]

let shown = 0

async function show() {
  const number = ++shown
  const path = pathFromHash()
  input.value = path
  document.title = `${path} · Soloist`
  try {
    const answer = await fetch(here + path, { headers: { Accept: 'application/hal+json, application/json;q=0.9, */*;q=0.1' } })
    const text = await answer.text()
    // Somebody was faster with the next address.
    if (number === shown) view.replaceChildren(...answerNodes(path, answer, text))
  } catch (error) {
    if (number === shown) view.replaceChildren(element('p', { class: 'error' }, `No answer: ${error.message}`))
  }
}

function pathFromHash() {
  const path = location.hash.slice(1)
  return path.startsWith('/') ? path : `/${path}`
}

function answerNodes(path, answer, text) {
  const isJson = /json/.test(answer.headers.get('Content-Type') ?? '')
  const heading = element('h1', {}, element('code', {}, path))
  const status = answer.ok ? [] : [element('p', { class: 'error' }, `The broker answered ${answer.status} ${answer.statusText}`)]
  if (!isJson) return [heading, ...status, element('pre', {}, text)]
  const raw = element('details', {}, element('summary', {}, 'As it was sent'), element('pre', {}, text))
  return [heading, ...status, ...documentNodes(JSON.parse(text), []), raw]
}

function documentNodes(hal, outerCuries) {
  if (hal === null || typeof hal !== 'object' || Array.isArray(hal)) return [element('pre', {}, JSON.stringify(hal, null, 2))]
  const { _links: links = {}, _embedded: embedded = {}, ...members } = hal
  const curies = [links.curies ?? [], outerCuries].flat()
  return [
    ...(Object.keys(members).length > 0 ? [element('pre', {}, JSON.stringify(members, null, 2))] : []),
    ...(Object.keys(links).length > 0 ? [linkTable(links, curies)] : []),
    ...Object.entries(embedded).flatMap(([name, value]) => embeddedNodes(name, [value].flat(), curies))
  ]
}

function embeddedNodes(name, items, curies) {
  const title = `${name} (${items.length})`
  const open = items.length <= 3 ? { open: '' } : {}
  const articles = items.map(item => element('article', {}, ...documentNodes(item, curies)))
  return [element('details', { ...open, class: 'embedded' }, element('summary', {}, title), ...articles)]
}

function linkTable(links, curies) {
  const rows = Object.entries(links)
    .filter(([relation]) => relation !== 'curies')
    .flatMap(([relation, value]) => [value].flat().map(link => linkRow(relation, link, curies)))
  return element('table', {}, element('tbody', {}, ...rows))
}

function linkRow(relation, link, curies) {
  const target = link.templated ? templateForm(link) : anchor(link.href, link.name ?? pathBelow(link.href) ?? link.href)
  const title = link.title === link.name ? '' : (link.title ?? '')
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, relationNode(relation, curies)),
    element('td', {}, target),
    element('td', { class: 'faint' }, title)
  )
}

/** With its documentation, where a curie tells where that is. */
function relationNode(relation, curies) {
  const [prefix, name] = relation.split(':')
  const curie = name === undefined ? undefined : curies.find(each => each.name === prefix)
  const path = curie && pathBelow(curie.href.replace('{rel}', encodeURIComponent(name)))
  return path === undefined ? relation : element('a', { href: here + path, title: 'What this relation means' }, relation)
}

function anchor(href, text) {
  const path = pathBelow(href)
  if (path !== undefined) return element('a', { href: `#${path}` }, text)
  // An address elsewhere; another scheme (javascript:) is no address to follow.
  return /^https?:\/\//.test(href) ? element('a', { href, rel: 'noreferrer' }, text) : text
}

/** The part of an address below the broker's base, or undefined where it leads elsewhere. */
function pathBelow(href) {
  const base = bases.find(each => href === each || href.startsWith(`${each}/`) || href.startsWith(`${each}?`))
  if (base === undefined) return href.startsWith('/') ? href : undefined
  const path = href.slice(base.length)
  return path.startsWith('/') ? path : `/${path}`
}

function templateForm({ href, title }) {
  const names = [...new Set([...href.matchAll(/\{(\w+)\}/g)].map(match => match[1]))]
  const inputs = names.map(name => element('input', { name, placeholder: name, 'aria-label': name, required: '' }))
  const form = element('form', { 'aria-label': title ?? href }, ...inputs, element('button', { type: 'submit' }, 'Follow'))
  form.addEventListener('submit', event => {
    event.preventDefault()
    const values = new FormData(form)
    const path = pathBelow(href.replace(/\{(\w+)\}/g, (_, name) => encodeName(values.get(name))))
    if (path !== undefined) location.hash = path
  })
  return form
}

/** As the broker encodes names: every character but the unreserved ones. */
const encodeName = name =>
  encodeURIComponent(name).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children)
  return node
}

document.getElementById('address').addEventListener('submit', event => {
  event.preventDefault()
  if (location.hash === `#${input.value}`) show()
  else location.hash = input.value
})
addEventListener('hashchange', show)
show()
