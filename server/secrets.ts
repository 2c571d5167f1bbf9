import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps short texts (passwords of webhooks) unreadable in the database. */
export interface Secrets {
  seal(text: string): string
  /** Throws where the text was changed, or sealed with a key that is not set any more. */
  open(sealed: string): string
}

const algorithm = 'aes-256-gcm'

/** AES-256-GCM. The first key seals, all open: put a new one in front, and drop the old one once nothing is sealed with it. */
export function secretsWith(keys: readonly string[]): Secrets {
  const known = keys.map(text => {
    const key = Buffer.from(hkdfSync('sha256', text, '', 'soloist secrets', 32))
    return { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key }
  })
  const [first] = known
  if (first === undefined) throw new Error('Secrets need at least one key.')
  return {
    seal: text => {
      const iv = randomBytes(12)
      const cipher = createCipheriv(algorithm, first.key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${first.id}.${iv.toString('base64url')}.${sealed.toString('base64url')}`
    },
    open: text => {
      const [form, id, iv, sealed] = text.split('.') as [string, string?, string?, string?]
      if (form !== 'v1' || iv === undefined || sealed === undefined) throw new Error('This is no sealed secret.')
      const key = known.find(key => key.id === id)?.key
      if (key === undefined) throw new Error('A secret was sealed with a key that SOLOIST_SECRET_KEY no longer holds.')
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      decipher.setAuthTag(bytes.subarray(-16))
      return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
    }
  }
}
