import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The package's own folder, seen from the compiled `dist/server/`. */
const root = new URL('../../', import.meta.url)

export const version: string = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version
export const migrationsFolder = fileURLToPath(new URL('migrations', root))
