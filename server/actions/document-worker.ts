import { parentPort, workerData } from 'node:worker_threads'
import { readDocument } from '../domain/provider-contracts/read-document.ts'
import { withoutContent } from './read-document.ts'

parentPort?.postMessage(withoutContent(readDocument(workerData as string)))
