import type { FastifyRequest } from 'fastify'
import type { Page } from '../domain/page.ts'
import { type FieldErrors, invalid } from '../problem.ts'

/** Enough for any list, and far from where numbers stop being exact. */
const mostDigits = 9
const defaultSize = 100

interface Asked {
  page?: string
  size?: string
  pageNumber?: string
  pageSize?: string
}

/** Which page is asked for, or undefined for the whole list. Reference 1.1.7. */
export function pageOf({ page, size, pageNumber, pageSize }: Asked, usualSize = defaultSize): Page | undefined {
  const asked = page === undefined && size === undefined ? { pageNumber, pageSize } : { page, size }
  const errors: FieldErrors = {}
  const [number, length] = Object.entries(asked).map(([field, text]) => {
    if (text === undefined) return undefined
    const problem = wholeNumberProblem(text)
    if (problem !== undefined) errors[field] = [problem]
    return Number(text)
  })
  if (Object.keys(errors).length > 0) throw invalid(errors, 'query')
  return number === undefined && length === undefined ? undefined : { number: number ?? 1, size: length ?? usualSize }
}

/** The first page, where a list is never given whole. */
export const firstPage: Page = { number: 1, size: defaultSize }

/** A parameter that is a whole number from 1, or the refusal that names it: `wholeNumber({ limit: '3' })`. */
export function wholeNumber(parameter: Record<string, string>): number {
  const [[name, text]] = Object.entries(parameter) as [[string, string]]
  const problem = wholeNumberProblem(text)
  if (problem !== undefined) throw invalid({ [name]: [problem] }, 'query')
  return Number(text)
}

function wholeNumberProblem(text: string): string | undefined {
  if (!/^-?\d+$/.test(text)) return 'must be an integer'
  if (Number(text) < 1) return 'must be greater than or equal to 1'
  return text.length > mostDigits ? `cannot have more than ${mostDigits} digits` : undefined
}

/** What a list's document says about its page, and the addresses of its neighbours. */
export interface PageOfList {
  page?: { number: number; size: number; totalElements: number; totalPages: number }
  links: Record<string, { href: string; title: string }>
}

/** `next` and `previous` keep the rest of the query, so that a search stays one. */
export function describePage(request: FastifyRequest, base: string, page: Page | undefined, total: number): PageOfList {
  if (page === undefined) return { links: {} }
  const { number, size } = page
  const totalPages = Math.ceil(total / size)
  const [path, query = ''] = request.url.split('?', 2)
  const others = query.split('&').filter(pair => pair !== '' && !/^(page|size|pageNumber|pageSize)(=|$)/.test(pair))
  const href = (to: number) => `${base}${path}?${[...others, `size=${size}`, `page=${to}`].join('&')}`
  return {
    page: { number, size, totalElements: total, totalPages },
    links: {
      ...(number < totalPages && { next: { href: href(number + 1), title: 'Next page' } }),
      ...(number > 1 && { previous: { href: href(number - 1), title: 'Previous page' } })
    }
  }
}
