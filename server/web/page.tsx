import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import { urls } from '../hal/urls.ts'

export interface Frame {
  base: string
  title: string
}

/** The frame of every page: readable without JavaScript, in the colours the reader's system asks for. */
export function Page({ base, title, children }: Frame & { children: ComponentChildren }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Soloist`}</title>
        <link rel="stylesheet" href={base + urls.style} />
      </head>
      <body>
        <header>
          <a href={`${base}/`}>Soloist</a>
          <nav>
            <a href={base + urls.halBrowser('/')}>Browse the API</a>
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  )
}

/** The whole document as text. */
export const pageText = (page: VNode) => `<!doctype html>${render(page)}`
