/** Whether what was cut out of this envelope are messages: a pact has either interactions or messages. */
export const holdsMessages = (envelope: string): boolean => /"messages"\s*:\s*\[/.test(envelope)
