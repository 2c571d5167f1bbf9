import type { Queries } from './database.ts'
import { sql } from './sql.ts'

export interface Environment {
  id: number
  uuid: string
  name: string
  displayName: string
  production: number
  /** JSON as given, or null when never set. */
  contacts: string | null
  createdAt: number
  updatedAt: number
}

export const environmentColumns = sql`environment.id, environment.uuid, environment.name,
  environment.display_name as "displayName", environment.production, environment.contacts,
  environment.created_at as "createdAt", environment.updated_at as "updatedAt"`

export function findEnvironment(db: Queries, name: string): Promise<Environment | undefined> {
  return db.get(sql`select ${environmentColumns} from environments environment where environment.name = ${name}`)
}

export function listEnvironmentNames(db: Queries): Promise<Array<{ name: string }>> {
  return db.all(sql`select name from environments order by name`)
}
