// Randomness, from the source that the host gave.
import { host } from './kinds.js'

export const random = {
  random_get: host('random', 'buf:buffer -> errno', (wasi, buffer) => wasi.random(buffer)),
}
