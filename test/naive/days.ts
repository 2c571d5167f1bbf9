export const dayInMilliseconds = 24 * 60 * 60 * 1000
const firstDay = Date.UTC(2030, 0, 1)

/** The last millisecond of a day: where `allow-until` that day still holds. */
export const endOfDay = (day: number) => firstDay + (day + 1) * dayInMilliseconds - 1
export const dateOf = (day: number) => new Date(endOfDay(day)).toISOString().slice(0, 10)
