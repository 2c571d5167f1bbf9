import { parentPort, workerData } from 'node:worker_threads'
import { readWithElements } from '../domain/windows/document-elements.ts'

parentPort?.postMessage(readWithElements(workerData as string))
