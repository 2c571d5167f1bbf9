/** A name as one word of a shell's command line: commands that are shown are copied, and names are anybody's. */
export const shellWord = (name: string) =>
  /^[\w.@/-]+$/.test(name) && !name.startsWith('-') ? name : `'${name.replaceAll("'", "'\\''")}'`
