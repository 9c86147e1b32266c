// The time that has passed. Shells of engines may have no `performance`; the time of day may be set back.

let latest = 0

const today = (): number => (latest = Math.max(latest, Date.now()))

/**
 * In milliseconds, since some moment; never goes back. Node loads `performance` when it is first looked at.
 */
export const now = (): number => (typeof performance === 'undefined' ? today() : performance.now())
