// Arguments and variables whose bytes are no UTF-8. Node puts U+FFFD for what it cannot read; Linux has the
// bytes as the process got them, each text ending in a zero.
import { readFileSync } from 'node:fs'
import { decodeUtf8 } from '../../imports/utf8.js'

function textsOf(file: string): readonly Buffer[] {
  const bytes = readFileSync(file)
  const texts: Buffer[] = []
  let at = 0
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, at)) {
    texts.push(bytes.subarray(at, end))
    at = end + 1
  }
  return texts
}

/** What the kernel knows, or where it does not say so nothing. */
function known(file: string): readonly Buffer[] {
  try {
    return textsOf(file)
  } catch {
    return []
  }
}

/** The arguments at the end of the command line, with all their bytes. */
export function exactArguments(args: readonly string[]): readonly string[] {
  const texts = known('/proc/self/cmdline').slice(-args.length)
  return args.map((arg, i) => (texts[i]?.toString() === arg ? decodeUtf8(texts[i]) : arg))
}

/** The variables of the process, with all their bytes; those that it has made itself are left as they are. */
export function exactVariables(env: Readonly<NodeJS.ProcessEnv>): Readonly<NodeJS.ProcessEnv> {
  const exact = new Map(known('/proc/self/environ').map(text => [text.toString(), decodeUtf8(text)]))
  return Object.fromEntries(
    Object.entries(env).map(([key, value = '']) => {
      const pair = exact.get(`${key}=${value}`) ?? `${key}=${value}`
      const at = pair.indexOf('=', 1)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
