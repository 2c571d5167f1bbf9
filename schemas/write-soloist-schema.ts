import { writeFileSync } from 'node:fs'
import { SoloistFile } from './soloist-file.ts'

// What says what it is comes first. Written into the sources, from where the build takes it.
const { $schema, title, description, ...rest } = SoloistFile as unknown as Record<string, unknown>
const text = JSON.stringify({ $schema, title, description, ...rest }, null, 2)
writeFileSync(new URL('../../schemas/soloist.schema.json', import.meta.url), `${text}\n`)
