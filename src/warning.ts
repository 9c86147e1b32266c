// What an embedder should know and no error says.

let warned = false

/** Says once that a policy makes all programs slow. Without a console nobody would read it. */
export function warnOfInterpreting(): void {
  if (warned) return
  warned = true
  globalThis.console?.warn?.(
    "jitsam: evaluating text is forbidden here, so WebAssembly is interpreted: right, but many times slower. A policy with 'unsafe-eval' allows it.",
  )
}
