import { Type } from 'typebox'

const whole = (description: string) => Type.Optional(Type.String({ description }))

/** Which part of a list is wanted; without any of these the whole list is given. */
export const pageQuery = {
  page: whole('The number of the page, from 1.'),
  size: whole('How many a page holds (100 when left out).'),
  pageNumber: whole('Another name of page.'),
  pageSize: whole('Another name of size.')
}

/** Any part of the name, whatever its case. */
export const q = Type.Optional(Type.String({ description: 'Part of the name, whatever its case.' }))

export const PageQuery = Type.Object(pageQuery)
export const SearchQuery = Type.Object({ ...pageQuery, q })

export const Page = Type.Object({
  number: Type.Integer(),
  size: Type.Integer(),
  totalElements: Type.Integer(),
  totalPages: Type.Integer()
})
