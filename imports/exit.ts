// The end of a program that it has asked for. It has to leave the guest's frames by an exception; for whoever
// started the program it is no error, whatever the code.

/** What is asked of an instance, ours or the host's. */
export interface GuestInstance {
  readonly exports: Readonly<Record<string, unknown>>
}

/** The running program ends: thrown through the guest's frames. */
export class Exit extends Error {
  override readonly name = 'Exit'

  constructor(readonly code: number) {
    super(`module closed with exit_code(${code})`)
  }
}

/** Whatever a guest ends with: its exit code, or what else was thrown. */
export function exitCode(run: () => unknown): number {
  try {
    run()
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.code
    throw error
  }
}

/** Runs `_start`, if there is one; the exit code. */
export function runStart({ exports: { _start } }: GuestInstance): number {
  return typeof _start === 'function' ? exitCode(() => _start()) : 0
}
