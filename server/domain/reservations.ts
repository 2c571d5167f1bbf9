/** How long a reservation lasts where it does not say, and at most; in seconds. A deployment should be recorded before. */
export const usualReservation = 900
export const longestReservation = 24 * 3600
