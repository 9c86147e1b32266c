// Randomness, from the source that the host gave.
import { host } from './kinds.js'
import { slices } from './transfer.js'

export const random = {
  random_get: host('random', 'buf:buffer -> errno', (wasi, buffer) => {
    for (const slice of slices([buffer])) {
      wasi.check()
      wasi.random(slice)
    }
  }),
}
