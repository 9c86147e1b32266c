// The entry `jitsam/node`: what only Node has.

export { folderCache } from '../cli/folder-cache.js'
export { nodeLimit } from '../cli/limit.js'
