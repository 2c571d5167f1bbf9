// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const unusable = /[\u0000-\u001f\u007f]/

/** What is wrong with an address of a build where any text is taken, or undefined. */
export const buildUrlProblem = (url: string): string | undefined =>
  unusable.test(url) ? 'cannot contain control characters' : undefined

/** The same where it must be an address. */
export const uriProblem = (url: string): string | undefined =>
  unusable.test(url) || !URL.canParse(url) ? 'must be a valid URI' : undefined
