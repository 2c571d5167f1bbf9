import { parentPort } from 'node:worker_threads'
import { createComparer, type Job } from './compare-job.ts'
import { giveWay } from './give-way.ts'

giveWay()
const compare = createComparer()
parentPort?.on('message', (job: Job) => parentPort?.postMessage(compare(job)))
