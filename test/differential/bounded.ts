// Runs something for a limited time. A loop that does not end cannot be stopped from within its own thread, except
// by V8 itself; the way to ask it is a script with a time limit. It stops generated code and native wasm alike.
import { Script } from 'node:vm'

const name = 'jitsam bounded run'
const script = new Script(`globalThis[${JSON.stringify(name)}]()`)

/** Whether `run` came to its end, however it did; what it throws is thrown on. */
export function endsWithin(milliseconds: number, run: () => void): boolean {
  Object.defineProperty(globalThis, name, { value: run, configurable: true })
  try {
    script.runInThisContext({ timeout: milliseconds })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false
    throw error
  }
}
