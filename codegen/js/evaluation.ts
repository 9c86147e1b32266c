// Text becomes code here and nowhere else. A page, a worker or a process may forbid that: by a policy without
// `unsafe-eval`, or by V8's --disallow-code-generation-from-strings. Then functions are interpreted
// (tiers/alone.ts), and so is the boundary (boundary/direct.ts).

let found: boolean | undefined

/** Whether text may be evaluated in this realm. It is tried once: a policy may report each attempt. */
export function mayEvaluate(): boolean {
  if (found !== undefined) return found
  try {
    new Function('')
    found = true
  } catch {
    found = false
  }
  return found
}

/** A function with a body and one parameter. It sees no variable of ours. */
export const functionOf = (parameter: string, body: string): ((argument: unknown) => unknown) =>
  new Function(parameter, body) as (argument: unknown) => unknown

let evaluations = 0

/**
 * The value of an expression that sees no variable of ours. Each text is another one: V8 compiles equal texts
 * once, and what holds in one instance is then no constant any more.
 */
export const evaluateExpression = (text: string): unknown =>
  new Function(`return ${text} // ${++evaluations}`)()

let warned = false

/** Says once that programs are slow here: it is no error, so that nobody would know. */
export function warnOfInterpreting(): void {
  if (warned) return
  warned = true
  globalThis.console?.warn?.(
    'jitsam: evaluating text is forbidden here, so that WebAssembly is interpreted: ' +
      "as exactly, and many times slower. A policy with 'unsafe-eval' allows it.",
  )
}
