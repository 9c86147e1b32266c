// How much memory something takes: it runs in a process of its own, which says what it had at most.
import { execFileSync } from 'node:child_process'
import { root } from './sources.js'

/** Modules of ours that a script may use, by the names that it imports. */
export interface Script {
  /** What is imported, by the path of a compiled module. */
  readonly imports: Readonly<Record<string, string>>
  readonly body: string
  /** For Node, before the script. */
  readonly flags?: readonly string[]
}

function run({ imports, body, flags = [] }: Script): { megabytes: number; result: unknown } {
  const lines = Object.entries(imports).map(
    ([path, names]) => `import ${names} from ${JSON.stringify(`${root}dist/${path}`)}`,
  )
  const end = 'console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, result }))'
  const source = [...lines, 'let result', body, end].join('\n')
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '--input-type=module', '-e', source]).toString(),
  )
}

/** The most megabytes that the body takes beside what is imported, and what it leaves in `result`. */
export function peak(script: Script): { megabytes: number; result: unknown } {
  const { megabytes, result } = run(script)
  return { megabytes: megabytes - run({ ...script, body: '' }).megabytes, result }
}
