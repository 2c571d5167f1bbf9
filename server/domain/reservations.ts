/** How long a reservation lasts where it does not say, in seconds. A deployment should be recorded before. */
export const usualReservation = 900
