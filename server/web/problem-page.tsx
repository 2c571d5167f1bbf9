import { Page, pageText } from './page.tsx'

/** A refusal for people. */
export const problemPage = (base: string, title: string, sentence: string): string =>
  pageText(
    <Page base={base} title={title}>
      <h1>{title}</h1>
      <p>{sentence}</p>
    </Page>
  )
