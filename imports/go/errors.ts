// What can go wrong with a program of Go as a whole. What it does wrong itself, such as a reference that it
// was never given, ends it; the host goes on.

/** The module is no program of `GOOS=js GOARCH=wasm`, or of a version that cannot be run. */
export class UnsupportedProgram extends TypeError {
  override readonly name = 'UnsupportedProgram'

  constructor(missing: readonly string[]) {
    super(`not a program of GOOS=js GOARCH=wasm, Go 1.18 or later: it does not export ${missing.join(', ')}`)
  }
}

/** Arguments and environment do not fit into the place that Go's linker leaves for them. */
export class TooManyArguments extends RangeError {
  override readonly name = 'TooManyArguments'

  constructor() {
    super('total length of command line and environment variables exceeds limit')
  }
}

/** What a guest passes for a value of JavaScript is the number of none. */
export class InvalidReference extends TypeError {
  override readonly name = 'InvalidReference'

  constructor(reference: bigint) {
    super(`there is no value with the reference 0x${reference.toString(16)}`)
  }
}

/** The program has ended, and something of it was called. */
export class Ended extends Error {
  override readonly name = 'Ended'

  constructor() {
    super('Go program has already exited')
  }
}
