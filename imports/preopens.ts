// The directories that a guest is given, opened once more for its system, which closes them when it ends.
// What the embedder has opened is the embedder's to close.
import type { Directory } from './fs/types.js'

export type Preopen = readonly [name: string, directory: Directory]

/** All of them, or none if one cannot be opened; `check` is called now and then while the guest uses them. */
export function reopened(
  preopens: Readonly<Record<string, Directory>> = {},
  check?: () => void,
): readonly Preopen[] {
  const opened: Preopen[] = []
  try {
    for (const [name, directory] of Object.entries(preopens)) opened.push([name, directory.reopen(check)])
    return opened
  } catch (error) {
    closeAll(opened)
    throw error
  }
}

export function closeAll(preopens: readonly Preopen[]): void {
  for (const [, directory] of preopens) directory.close()
}
