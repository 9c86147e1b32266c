// The time of a clock that is as fine as the host has one.

/** In milliseconds. Node loads `performance` when it is first looked at. */
export const now = (): number => (typeof performance === 'undefined' ? Date.now() : performance.now())
