// Randomness, from the source that the host gave.
import { host } from './kinds.js'
import { fillRandom } from './transfer.js'

export const random = {
  random_get: host('random', 'buf:buffer -> errno', ({ random, check }, buffer) =>
    fillRandom(random, buffer, check),
  ),
}
