// Starting a process costs more than a test: tap runs this one, and it brings its folder with it.
import { readdirSync } from 'node:fs'

const folder = new URL('./clients/', import.meta.url)
for (const file of readdirSync(folder).sort()) {
  if (file.endsWith('.js')) await import(new URL(file, folder).href)
}
