// Scheduling: there is one thread, so nobody to yield to.
import { host } from './kinds.js'

export const sched = {
  sched_yield: host('sched', '-> errno', () => undefined),
}
