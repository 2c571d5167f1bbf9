import type { FastifyReply } from 'fastify'
import { sendText } from './send-text.ts'

type Cell = number | string

/** Rows as RFC 4180 has them. */
export function csv(reply: FastifyReply, rows: ReadonlyArray<readonly Cell[]>): FastifyReply {
  const text = rows.map(row => `${row.map(cellText).join(',')}\n`).join('')
  return sendText(reply, 'text/csv', text)
}

const cellText = (cell: Cell) => {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
