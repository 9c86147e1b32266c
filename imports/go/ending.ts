// How calls of Go's objects end, as logs show it.

/** How a call has ended, for logs: with a result, or with the code of an error. */
export interface Ending {
  readonly code?: string
  readonly value?: unknown
}
