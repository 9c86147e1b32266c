// The command line of the benchmarks.

import { parseArgs } from 'node:util'
import { defaultPlan } from './measure.mjs'
import { nodeFor } from './processes.mjs'
import { groups, kernelGroups } from './subjects.mjs'

export const help = `node bench/run.mjs [options] [CASE…]        npm run bench -- [options] [CASE…]

  --group NAMES     only these groups: scalar, i64, f32 (default: these three), boundary, packages, programs, short,
                    requests, pipeline; or all
  --arms NAMES      native,jitsam,polywasm,wasm2js (default), many; native is always there. Also:
  --lazy, --eager   adds the arm in which functions are translated at their first call, or at instantiation
  --alone           adds the arm in which all is interpreted, as where no text may be evaluated
  --timeout         adds the arm in which guests have a deadline
  --cached          adds the arm (of the group programs) in which the code comes from a warm cache
  --impl PATH       the build that is measured, by its dist/src/index.js (default: the one in dist)
  --vs PATH         a second build, as the arm "vs"
  --rounds N        how many interleaved rounds (default ${defaultPlan.rounds})
  --processes N     runs each case in so many processes and takes the median (default 1; packages, requests 3, short 5, programs 7)
  --seconds N       how long a package works, and a stage of the pipeline is repeated (default 3)
  --node WHICH      the Node that runs the cases, by its path or its version, as 26; npm has the latter
  --node-args ARGS  flags for it
  --check           compares results and measures nothing
  --json [FILE]     the report as JSON; without a file, or with "-", to the terminal and nothing else
  --svg FILE        a chart
  --markdown        the tables as in README.md
  --from FILES      prints and draws reports that --json wrote, and measures nothing
  --list            names the cases
  --verbose         says why an arm failed
`

const strings = [
  'group',
  'arms',
  'impl',
  'vs',
  'rounds',
  'processes',
  'node',
  'node-args',
  'json',
  'svg',
  'seconds',
  'from',
]
const flags = ['lazy', 'eager', 'alone', 'timeout', 'cached', 'check', 'list', 'help', 'verbose', 'markdown']

/** @param {string | undefined} text @param {readonly string[]} otherwise */
const names = (text, otherwise) =>
  text === undefined ? [...otherwise] : text.split(',').filter(name => name !== '')

/** A count, or the one that stands otherwise. @param {string | undefined} text @param {number} otherwise */
function count(text, otherwise) {
  const number = Number(text ?? otherwise)
  if (Number.isInteger(number) && number > 0) return number
  throw new TypeError(`${text} is no count`)
}

/** `--json` without a file means the terminal. @param {readonly string[]} args */
const withFile = args =>
  args.map((arg, i) => (arg === '--json' && !/^[^-]|^-$/.test(args[i + 1] ?? '') ? '--json=-' : arg))

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {readonly string[]} args */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args: withFile(args),
    allowPositionals: true,
    options: Object.fromEntries([
      ...strings.map(name => [name, { type: 'string' }]),
      ...flags.map(name => [name, { type: 'boolean' }]),
    ]),
  })
  const text = /** @type {Record<string, string | undefined>} */ (values)
  const set = /** @type {Record<string, boolean | undefined>} */ (values)
  const wanted = names(text.group, positionals.length > 0 ? groups : kernelGroups)
  const arms = names(text.arms, ['native', 'jitsam', 'polywasm', 'wasm2js'])
  const added = ['lazy', 'eager', 'alone', 'timeout', 'cached', 'vs'].filter(name => set[name] !== undefined)
  return {
    groups: wanted.includes('all') ? groups : wanted,
    cases: positionals,
    arms: [...new Set(['native', ...arms, ...added])],
    impl: text.impl,
    vs: text.vs,
    plan: { ...defaultPlan, rounds: count(text.rounds, defaultPlan.rounds) },
    processes: text.processes === undefined ? undefined : count(text.processes, 1),
    seconds: count(text.seconds, 3),
    host: {
      node: nodeFor(text.node),
      nodeArgs: names(text['node-args']?.replaceAll(' ', ','), []),
    },
    json: text.json,
    svg: text.svg,
    from: text.from === undefined ? undefined : names(text.from, []),
    check: set.check === true,
    list: set.list === true,
    help: set.help === true,
    verbose: set.verbose === true,
    markdown: set.markdown === true,
  }
}
