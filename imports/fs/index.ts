// File systems that need nothing from the host: in memory, read-only views, and overlays. The host's own
// folders are in `node/`.
export { FileError, type FileErrorCode } from './error.js'
export { type MemoryOptions, memory, SymbolicLink, symbolicLink, type Tree } from './memory/index.js'
export { overlay } from './memory/overlay.js'
export { readOnly } from './readonly.js'
export type { Channel, Directory, Entry, File, FileType, Folder, OpenHow, Stat, Times } from './types.js'
