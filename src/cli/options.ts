// The flags of each command that has some.
import type { Flags } from './flags.js'

export const runFlags: Flags = {
  env: {
    type: 'string',
    help: 'key=value pair of environment variable to expose to the binary; may be repeated',
  },
  'env-inherit': { type: 'boolean', help: 'Inherits any environment variables from the calling process' },
}
