/** A contract with the provider as a consumer version published it: the current publication of that version. */
export interface Publication {
  consumerId: number
  consumer: string
  version: string
  /** The consumer version's place among its application's versions. */
  order: number
  contractId: number
  sha: string
  publishedAt: number
}

/** The rule by which a publication was chosen, with what the rule found. */
export type Choice = (
  | { rule: 'latest' }
  | { rule: 'branch'; branch: string; main?: true; matching?: true; insteadOf?: string }
  | { rule: 'latest-with-tag'; tag: string; insteadOf?: string }
  | { rule: 'tag'; tag: string }
  | { rule: 'deployed' | 'released'; environment: string; production: boolean }
) & {
  /** The consumer that the selector was limited to. */
  consumer?: string
}

export interface Chosen {
  choice: Choice
  publication: Publication
}

/** The order of the choices of one item: the most telling first. Reference 3.7.4. */
export function compareChosen(a: Chosen, b: Chosen): number {
  const [left, right] = [sortKeyOf(a), sortKeyOf(b)]
  for (let i = 0; i < left.length; i++) {
    const [x, y] = [left[i] as string | number, right[i] as string | number]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

function sortKeyOf({ choice, publication }: Chosen): Array<string | number> {
  return [...rankOf(choice), choice.consumer ?? '', publication.order]
}

function rankOf(choice: Choice): [rank: number, group: number, name: string] {
  switch (choice.rule) {
    case 'latest':
      return [0, 0, '']
    case 'branch':
      return [1, 0, choice.branch]
    case 'latest-with-tag':
      return [2, 0, choice.tag]
    case 'tag':
      return [3, 0, choice.tag]
    case 'deployed':
      return [4, Number(choice.production), choice.environment]
    case 'released':
      return [5, Number(choice.production), choice.environment]
  }
}

/** The words of an item's `shortDescription`, which clients make test names from. */
export function describeChoice(choice: Choice): string {
  switch (choice.rule) {
    case 'latest':
      return 'latest'
    case 'branch':
      return choice.main ? 'latest from main branch' : `latest from branch ${choice.branch}`
    case 'latest-with-tag':
      return `latest with tag ${choice.tag}`
    case 'tag':
      return choice.consumer === undefined ? `one of ${choice.tag}` : `one of ${choice.consumer} ${choice.tag}`
    case 'deployed':
      return `deployed to ${choice.environment}`
    case 'released':
      return `released in ${choice.environment}`
  }
}
