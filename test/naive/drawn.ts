const { SOLOIST_TEST_HISTORIES: asked, SOLOIST_TEST_SEED: named, SOLOIST_TEST_LONG: long } = process.env

/** The same histories each time, so that a build says the same of the same code; `npm run test:long` draws others. A failure tells its seed. */
export const seed = Number(named ?? (long === 'true' ? Date.now() % 1_000_000 : 20_261_125))

/** How many are played, unless somebody asks for more. PostgreSQL takes longer, and answers the same. */
export const histories = (sqlite: number, postgres: number) => ({
  sqlite: Number(asked ?? sqlite),
  postgres: asked === undefined ? postgres : Math.ceil(Number(asked) / 6)
})
