// What a guest can have open. There are five kinds; each has what every one has, and the operations of its
// own. What a file system has opened is a regular file, a directory, or a stream if it has no positions.
import type { OpenDirectory } from './directory.js'
import type { RegularFile } from './regular.js'
import type { Connected, Listening } from './socket.js'
import type { Stream } from './stream.js'

export { type Common, fdflags, type Transfer } from './common.js'

export type OpenFile = Stream | RegularFile | OpenDirectory | Connected | Listening
