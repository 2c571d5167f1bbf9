import type { ElementWindow } from './windows.ts'

/** `deprecated since 2026-01-01, promised until 2026-03-31`. */
export function windowInWords({ state, deprecatedOn, sunset, openEnded, announced, of }: ElementWindow): string {
  const since = deprecatedOn === undefined ? '' : `${state === 'introduced' ? ' from' : ' since'} ${deprecatedOn}`
  const parts = [
    state === 'removed'
      ? 'removed'
      : deprecatedOn === undefined && sunset === undefined && !openEnded
        ? ''
        : `deprecated${since}`,
    sunset === undefined ? '' : `promised until ${sunset}`,
    openEnded ? 'without a last day' : '',
    (sunset !== undefined || openEnded) && !announced ? 'which is not announced yet' : '',
    of === undefined ? '' : `as is ${of}`
  ].filter(part => part !== '')
  return parts.length === 0 ? 'not deprecated' : parts.join(', ')
}
