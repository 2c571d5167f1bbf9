/** A part of a list: the `number`th, counted from 1, when each holds `size`. */
export interface Page {
  number: number
  size: number
}

/** A part of a list, or all of it, and how long the whole list is. */
export interface Listed<Item> {
  items: Item[]
  total: number
}
