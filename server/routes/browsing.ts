import { readFileSync } from 'node:fs'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { page, script, styleSheet } from '../../schemas/text.ts'
import type { Broker } from '../broker.ts'
import { urls } from '../hal/urls.ts'
import { baseUrlOf } from '../http/base-url.ts'
import { sendPage } from '../http/pages-for-people.ts'
import { halBrowserPage } from '../web/hal-browser-page.tsx'
import { relationPage, relationText } from '../web/relation-page.tsx'
import { style } from '../web/style.ts'

const tags = ['For people']
/** Long enough for a visit, short enough that a new release is seen. */
const cached = 'public, max-age=300'
const halBrowser = readFileSync(new URL('../web/assets/hal-browser.js', import.meta.url), 'utf8')

/** Where people look at the API itself. */
export function browsingRoutes({ config }: Broker): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      urls.style,
      { schema: { summary: 'The style of the pages', tags, response: styleSheet('The style.') } },
      async (_request, reply) => reply.type('text/css;charset=utf-8').header('Cache-Control', cached).send(style)
    )
    app.get(
      urls.halBrowserScript,
      { schema: { summary: 'What makes the API browsable', tags, response: script('The script.') } },
      async (_request, reply) => reply.type('text/javascript;charset=utf-8').header('Cache-Control', cached).send(halBrowser)
    )
    app.get(
      urls.halBrowserPage,
      { schema: { summary: 'Shows the document whose path is behind the #', tags, response: page('The page.') } },
      async (request, reply) => sendPage(reply, halBrowserPage(baseUrlOf(request, config.baseUrl)))
    )
    // The second is where links that no Pact Broker has lead to.
    for (const path of ['/doc/:relation', '/doc/soloist/:relation']) {
      app.get(
        path,
        {
          schema: {
            summary: 'What a relation means',
            tags,
            params: Type.Object({ relation: Type.String({ description: 'Its name, without the prefix.' }) }),
            querystring: Type.Object({
              context: Type.Optional(Type.Unknown({ description: 'In which kind of document it stands.' }))
            }),
            response: { ...page('The page.'), 404: page('No document has such a relation.')[200] }
          }
        },
        async (request, reply) => {
          const { relation } = request.params
          reply.code(relationText(relation) === undefined ? 404 : 200)
          return sendPage(reply, relationPage(baseUrlOf(request, config.baseUrl), relation))
        }
      )
    }
  }
}
