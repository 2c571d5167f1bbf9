/** A request that was not sent. The sentence says what was refused, and which setting allows it. */
export class OutgoingRefused extends Error {
  /** Where the name led: for the operator's log, not for whoever made the webhook. */
  readonly address: string | undefined

  constructor(sentence: string, address?: string) {
    super(sentence)
    this.name = 'OutgoingRefused'
    this.address = address
  }

  static ofAddress(host: string, kind: string, address: string): OutgoingRefused {
    const what = host === address ? 'is' : 'leads to'
    return new OutgoingRefused(`${host} ${what} ${kind}; SOLOIST_WEBHOOK_ALLOW_ADDRESSES allows it.`, address)
  }
}
