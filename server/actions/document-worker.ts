import { parentPort, workerData } from 'node:worker_threads'
import { readDocument } from '../domain/provider-contracts/read-document.ts'

parentPort?.postMessage(readDocument(workerData as string))
