import { Page, pageText } from './page.tsx'

/**
 * A window onto the API. The script beside it fills the page. It finds its own files by relative addresses, so that it works at
 * whatever address it is reached; `base` is the one that links of documents begin with.
 */
export const halBrowserPage = (base: string): string =>
  pageText(
    <Page base=".." title="API">
      <form id="address">
        <label for="path">Address</label>
        <input id="path" name="path" size={60} autocomplete="off" spellcheck={false} />
        <button type="submit">Show</button>
      </form>
      <noscript>
        <p>
          This page needs JavaScript. Without it, the documents themselves can be read: ask for <code>application/hal+json</code>.
        </p>
      </noscript>
      <div id="document" data-base={base} aria-live="polite" />
      <script type="module" src="browser.js" />
    </Page>
  )
