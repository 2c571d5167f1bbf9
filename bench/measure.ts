import autocannon, { type Request } from 'autocannon'

export interface Figures {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  failures: number
}

interface Load {
  seconds: number
  connections?: number
}

/** Sends the requests in turn, as fast as the answers come. */
export async function measure(url: string, requests: Request[], { seconds, connections = 10 }: Load): Promise<Figures> {
  const result = await autocannon({ url, requests, connections, duration: seconds })
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors
  }
}
