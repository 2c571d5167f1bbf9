const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7]
] as const

/** A time-table in cron's five fields: minute, hour, day, month, day of the week (UTC). */
export type Schedule = ReadonlyArray<ReadonlySet<number>>

/** `15 2 * * *`, with lists, ranges and steps; `undefined` for what is no such text. */
export function readSchedule(text: string): Schedule | undefined {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== ranges.length) return undefined
  const sets = fields.map((field, index) => readField(field, ranges[index] as readonly [number, number]))
  return sets.every(set => set !== undefined) ? sets : undefined
}

function readField(field: string, [from, to]: readonly [number, number]): Set<number> | undefined {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [, range, step] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(part) ?? []
    if (range === undefined || step === '0') return undefined
    const [first, last = step === undefined ? Number(first) : to] = range === '*' ? [from, to] : range.split('-').map(Number)
    if (first === undefined || first < from || last > to || first > last) return undefined
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value)
  }
  return values
}

/** Whether the minute of the given moment is one of the schedule's. As in cron, either kind of day suffices where both are narrowed. */
export function isDue(schedule: Schedule, moment: number): boolean {
  const date = new Date(moment)
  const [minutes, hours, days, months, weekdays] = schedule as [Schedule[0], Schedule[0], Schedule[0], Schedule[0], Schedule[0]]
  const [isDay, isWeekday] = [
    days.has(date.getUTCDate()),
    weekdays.has(date.getUTCDay()) || (date.getUTCDay() === 0 && weekdays.has(7))
  ]
  const bothNarrowed = days.size < 31 && weekdays.size < 7
  return (
    minutes.has(date.getUTCMinutes()) &&
    hours.has(date.getUTCHours()) &&
    months.has(date.getUTCMonth() + 1) &&
    (bothNarrowed ? isDay || isWeekday : isDay && isWeekday)
  )
}
