// The host's folders as file systems, for Node and what has its `fs`.
//
//   wasi({ preopens: { '/': hostFolder('data'), '/etc': readOnly(hostFolder('config')) } })
import { disposable } from '../../dispose.js'
import type { Folder } from '../types.js'
import { anchorAt, type Holding } from './anchor.js'
import { HostDirectory } from './directory.js'
import { ExactTimes } from './times.js'

export interface HostFolderOptions {
  /**
   * How directories are held: by `descriptor`, which is safe against everything that other programs do to
   * the folder meanwhile, where the host can (Linux); by `path` elsewhere.
   */
  readonly holding?: Holding
}

/**
 * A folder that exists; nothing outside of it can be reached. A guest's system opens it for itself and
 * closes it when the guest ends. Whoever uses it directly closes it by `close`, or by `using`.
 */
export const hostFolder = (path: string, { holding }: HostFolderOptions = {}): Folder =>
  disposable<Folder>(new HostDirectory(anchorAt(path, holding), new ExactTimes()))
