import { parentPort, workerData } from 'node:worker_threads'
import { defaultLimits } from '../domain/comparison/compare-contract.ts'
import { type Job, work } from '../domain/simulation/jobs.ts'

const { job, patience } = workerData as { job: Job; patience: number }
const end = Date.now() + patience
parentPort?.postMessage(work(job, { ...defaultLimits, expired: () => Date.now() > end }))
