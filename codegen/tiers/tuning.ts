// Every threshold of the tiers and of what decides how functions are cut, joined and kept: when a function
// leaves one stage for the next (state.ts), and how large a thing may be. None of them changes a result, only
// how long it takes. test/unit/codegen/tiers/tuning.test.ts sets each and looks at what follows;
// bounds.test.ts beside it has something as large as each of the `bounds`, and something larger.
//
// There is one profile for each kind of engine. A program is given one, perhaps with adjustments, and hands
// its groups to whoever asks. What is a fact of the engine says so; all else has been measured on V8, by the
// benches, and docs/rationale/tiers.md has the figures.

/** When a module is translated function by function. */
export interface Loading {
  /** Bytes of code. Modules of fewer are translated at once: that takes less than their stubs would cost. */
  readonly eagerBytes: number
  /**
   * Bytes of code. Of fewer, all that the baseline translator takes stands in the closure from the start:
   * an empty function is called from outside in a fifth of the time if V8 has never met a stub there.
   */
  readonly presentBytes: number
  /** Variables of a closure. With more they would be part of its frame, for which the stack is too small. */
  readonly eagerNames: number
  /** Bytes of code; each comes to 50 characters at most, and the text of an eager module is one string. */
  readonly eagerText: number
  /** Characters of all functions that stand in one text. A fact: engines have no string of more than 2^29. */
  readonly textLength: number
}

/** How long a function is interpreted. */
export interface Interpreting {
  /** Calls. Most functions of a program that starts are called less often. */
  readonly calls: number
  /**
   * Bytes of wasm, of which a function gets `calls`; a longer one gets more, as translating it takes
   * longer.
   */
  readonly usualLength: number
  /** Milliseconds since the first function used up its calls. Later on long functions get less. */
  readonly young: number
  /** Rounds of loops that count as a call. */
  readonly roundsPerCall: number
  /** The share of its budget for which a loop waits for another call of its function, which is translated. */
  readonly shareInLoop: number
  /** Extra rounds for an inner loop, for each loop around it: leaving at the outer head gives better code. */
  readonly roundsForOuter: number
  /** Loops of a function that are left: each takes a translation of the whole function. */
  readonly loops: number
  /** How many times a function gets its budget, to wait for others that it calls. */
  readonly times: number
  /** One that has a share of its calls smaller than 1 / `rarest` is not waited for. */
  readonly rarest: number
  /** Bytes of wasm. Longer functions take so long that it makes no difference how they are called. */
  readonly longLength: number
  /** Ticks between two looks at the clock: before the engine has optimised the interpreter, 2 to 3 ms. */
  readonly ticks: number
}

/** How long the text of the baseline translator will do; see heat.ts. */
export interface Baseline {
  /**
   * Milliseconds of an instance's life (age.ts). By then short programs are over, and V8 has optimised this
   * text. In modules of less than `length` bytes of code it is less, in proportion, but for a `least` share:
   * what another text costs, us and V8, is little there. In larger ones, short functions that waited less had
   * JSON take 1,001 ms for 684. Functions of small modules with 64-bit products and the like in loops do not
   * wait at all (translated.ts): one call may go round there to the end.
   */
  readonly young: number
  readonly length: number
  readonly least: number
  /** The share of its life since then, and milliseconds at once, in which better texts are made. */
  readonly share: number
  readonly credit: number
  /** Milliseconds between two looks at which function is called, about. */
  readonly interval: number
  /** Calls until the first look, and at most between two. */
  readonly firstCalls: number
  readonly mostCalls: number
  /** Looks that have met a function when it is hot. */
  readonly enough: number
  /** The same at any age for one with 64-bit products and the like in loops, which are slow in this text. */
  readonly wideEnough: number
  /** Whether functions that the baseline translator does not take are interpreted first. */
  readonly interpretsOthers: boolean
}

/** Which loops the baseline translator makes functions of; see baseline/loops.ts. Bytes of wasm. */
export interface LoopCutting {
  /** The shortest function that loops leave. V8 compiles shorter ones quickly. */
  readonly from: number
  /** The shortest and the longest loop: a call costs something, and V8 takes long over a large one. */
  readonly least: number
  readonly most: number
  /** The largest share of its function: where hardly anything else is, nothing is gained. */
  readonly share: number
}

/** How often new code looks at the clock, where an instrument has it do so. */
export interface Pace {
  /** Ticks that new code gets at a time. */
  readonly ticks: number
  /** Looks that it gets so few ticks for. */
  readonly looks: number
}

/** How long a huge function runs whole and counts; see profile.ts. */
export interface Profiling {
  /** Steps, of some operations each: as many as run in the first seconds. To cut a function takes one. */
  readonly steps: number
  /** Steps between two looks at the counts. */
  readonly interval: number
  /** How many times its steps a function gets within a call: to be replaced between two calls is better. */
  readonly factorInLoop: number
  /** The share of its steps after which a single call may never end, and is left. */
  readonly shareOfCall: number
  /** Calls of its regions after which a function is cut anew. */
  readonly regionCalls: number
  /** By how much that grows each time. */
  readonly regionCallsGrowth: number
  /** How many times a function is cut anew. */
  readonly revisions: number
  /** How many times more than in regions is taken to have run in what stayed together. */
  readonly shareOfRegions: number
  /** Bytes of wasm that have a count; a count that stands for more is worth as many steps more. */
  readonly bytesPerCount: number
}

/**
 * The regions that are taken out of a huge function. Sizes are bytes of V8's bytecode, or shares of the
 * largest.
 */
export interface Outlining {
  /** A fact: V8 optimises no function of more than 61,440. The estimate is seldom too low. */
  readonly largest: number
  /** Aimed at once a function has to be cut. */
  readonly goal: number
  /** The longest region: V8 takes very long over large functions, even if it takes them. */
  readonly longest: number
  /** The shortest region in each round: at last even small ones. */
  readonly rounds: readonly number[]
  /** The shortest and the longest region of code that has not run, whose length matters little. */
  readonly shortestCold: number
  readonly longestCold: number
  /** Code that has run is taken out only while more than this is left. */
  readonly goalCold: number
  /** Shares of the largest count below which code may be called cold, one after the other if it has to be. */
  readonly coldLevels: readonly number[]
  /** The least that has a count of its own, and that is worth merging. Bytes of V8's bytecode. */
  readonly leastCounted: number
  readonly leastMerged: number
  /** Bytes of V8's bytecode that a value costs which crosses, and how many values are never too many. */
  readonly bytesPerCrossing: number
  readonly freeCrossings: number
}

/** Where a function that is profiling can be left; see passes/entry/exits.ts. */
export interface Exiting {
  /** Exits of a function: each takes all that is read behind it. A machine's main loop is an outer one. */
  readonly exits: number
  /** Values that go through an exit. They are arguments of a call, of which engines take 65,535. */
  readonly values: number
  /** Nodes that are looked at to find them, and nodes more for each that the function has. */
  readonly nodes: number
  readonly nodesPerNode: number
}

/** How functions that can be resumed are cut; see passes/resume/group.ts. */
export interface Resuming {
  /** The largest region, as a share of the largest function. */
  readonly share: number
  /** How many times more a jump costs in a loop than around it, and how many loops deep that counts. */
  readonly perLoop: number
  readonly deepest: number
  /** The cost of a region, in jumps outside of all loops, even if hardly anybody enters it. */
  readonly perRegion: number
  /** Nodes of regions that are kept until they are entered, in all functions together. */
  readonly waitingNodes: number
}

/** The functions that are built in the place of their calls; see ir/inlining.ts. Bytes of wasm. */
export interface InliningLimits {
  /** A body that is hardly larger than its call. */
  readonly smallest: number
  /** Levels of a function that calls itself. */
  readonly levels: number
  /** The most that a function takes in, and that it has itself if it takes in any. */
  readonly taken: number
  readonly caller: number
}

/** How long a function with loops is warmed; see lower/warm.ts. Bytes of V8's bytecode. */
export interface Warming {
  /** A fact: V8 notes what operations meet after a function has run so many times its length. */
  readonly bytesForEach: number
  /** The size of a round of the warming loop. */
  readonly bytesOfRound: number
  /** The estimate of a function's size may be too low by this factor. */
  readonly margin: number
}

/** All thresholds, in groups. */
export interface Tuning {
  readonly loading: Loading
  readonly interpreting: Interpreting
  readonly baseline: Baseline
  readonly cutting: LoopCutting
  readonly pace: Pace
  readonly profiling: Profiling
  readonly outlining: Outlining
  readonly exiting: Exiting
  readonly resuming: Resuming
  readonly inlining: InliningLimits
  readonly warming: Warming
}

/** V8 with its compiler: Node, Chrome. Other engines share it until they have been measured. */
const v8: Tuning = {
  loading: {
    eagerBytes: 24 * 1024,
    presentBytes: 6 * 1024,
    eagerNames: 20_000,
    eagerText: 8 * 2 ** 20,
    textLength: 2 ** 27,
  },
  interpreting: {
    calls: 500,
    usualLength: 200,
    young: 2000,
    roundsPerCall: 20,
    shareInLoop: 0.2,
    roundsForOuter: 2000,
    loops: 8,
    times: 2,
    rarest: 16,
    longLength: 1000,
    ticks: 20_000,
  },
  baseline: {
    young: 1500,
    length: 8000,
    least: 0.1,
    share: 0.1,
    credit: 50,
    interval: 1,
    firstCalls: 20,
    mostCalls: 50_000,
    enough: 3,
    wideEnough: 200,
    interpretsOthers: true,
  },
  cutting: { from: 1200, least: 24, most: 2500, share: 0.7 },
  pace: { ticks: 1000, looks: 2000 },
  profiling: {
    steps: 4_000_000,
    interval: 8,
    factorInLoop: 4,
    shareOfCall: 0.2,
    regionCalls: 500_000,
    regionCallsGrowth: 8,
    revisions: 2,
    shareOfRegions: 4,
    bytesPerCount: 20,
  },
  outlining: {
    largest: 58_000,
    goal: 0.84,
    longest: 0.18,
    rounds: [0.014, 0.008, 0.004],
    shortestCold: 0.008,
    longestCold: 0.84,
    goalCold: 0.95,
    coldLevels: [0, 1e-4, 1e-3, 0.01, 0.03, 0.1],
    leastCounted: 50,
    leastMerged: 50,
    bytesPerCrossing: 16,
    freeCrossings: 40,
  },
  exiting: { exits: 32, values: 2000, nodes: 200_000, nodesPerNode: 2 },
  resuming: { share: 0.3, perLoop: 8, deepest: 5, perRegion: 0.5, waitingNodes: 400_000 },
  inlining: { smallest: 24, levels: 3, taken: 480, caller: 4000 },
  warming: { bytesForEach: 8, bytesOfRound: 15, margin: 1.5 },
}

/** Longer than any function. */
const never = 2 ** 30

/** An engine that compiles, and one that only interprets, such as V8 with `--jitless`; see engine.ts. */
export const tunings = {
  v8,
  // Nothing is cut for a compiler that is not there, nor made twice: the first text is as fast as any. Our
  // own interpreter, which would run in another, is slow.
  jitless: {
    ...v8,
    interpreting: { ...v8.interpreting, calls: 100 },
    baseline: { ...v8.baseline, interpretsOthers: false },
    cutting: { ...v8.cutting, from: never },
    profiling: { ...v8.profiling, steps: 0 },
    outlining: { ...v8.outlining, largest: never },
  },
} satisfies Readonly<Record<string, Tuning>>

/** A profile for each kind of engine. */
export type Tunings = Readonly<Record<keyof typeof tunings, Tuning>>

/** Thresholds that are to be other ones. */
export type Adjustments = { readonly [Group in keyof Tuning]?: Partial<Tuning[Group]> }

const adjust = (tuning: Tuning, by: Adjustments): Tuning => ({
  loading: { ...tuning.loading, ...by.loading },
  interpreting: { ...tuning.interpreting, ...by.interpreting },
  baseline: { ...tuning.baseline, ...by.baseline },
  cutting: { ...tuning.cutting, ...by.cutting },
  pace: { ...tuning.pace, ...by.pace },
  profiling: { ...tuning.profiling, ...by.profiling },
  outlining: { ...tuning.outlining, ...by.outlining },
  exiting: { ...tuning.exiting, ...by.exiting },
  resuming: { ...tuning.resuming, ...by.resuming },
  inlining: { ...tuning.inlining, ...by.inlining },
  warming: { ...tuning.warming, ...by.warming },
})

/** The profiles with some thresholds changed, in all of them. */
export const tuningsWith = (by: Adjustments = {}): Tunings => ({
  v8: adjust(tunings.v8, by),
  jitless: adjust(tunings.jitless, by),
})

/**
 * How engine.ts finds out whether the engine compiles: it tries some times, each for so long, in batches of
 * rounds, of which a try needs some; and the nanoseconds that a round of compiled code takes at most.
 */
export const engineTiming = { tries: 4, milliseconds: 3, rounds: 1000, batches: 10, compiledRound: 14 }

/**
 * How speed.ts finds out which engine this is, once for the process: a loop of `rounds` is timed, at most
 * `tries` times with `pause` milliseconds between them. Optimised, a step takes about 5 ns; interpreted by an
 * interpreter, 100 and more.
 */
export const timing = { rounds: 10_000, tries: 10, pause: 20, fastStep: 30 } as const

/**
 * How far the compiler goes, for any program on any engine: beyond, parsers could not follow, or finding out
 * would take longer than it gives.
 */
export const bounds = {
  /** Levels of control that are printed as nested statements. A fact: V8's parser fails near 1,000. */
  height: 100,
  /** The same for blocks of a function that is a dispatch loop: its cases can be led past and cut off. */
  heightInDispatchLoop: 4,
  /** Blocks around a br_table that are worth a switch of their own. */
  shortestLadder: 3,
  /** Operators in each other. What is deeper is cut into statements: parsers recurse. */
  expressionDepth: 60,
  /** Operands that wait to become part of an expression: what waits is searched. */
  waitingOperands: 256,
  /** Cases that stand behind blocks, which nest. A fact: V8's parser can follow 1,500. */
  casesBehindBlocks: 200,
  /** Variables of a function that are declared one by one: what it declares is part of its frame. */
  variables: 20_000,
  /** Functions that have a variable in the closure. A fact: engines limit how many a scope may hold. */
  functionVariables: 50_000,
  /** Globals, memories, tables and types that have one: a million take engines 17 seconds and 6 GB. */
  otherVariables: 10_000,
  /** Operands below a loop that can be entered: loops above many would keep them all. */
  operandsBelowLoop: 100,
  /** Rounds of range analysis until what grows is widened, until it is given up, and until all is. */
  roundsToWiden: 2,
  roundsToGiveUp: 8,
  roundsInAll: 16,
  /** How far range analysis looks at operands of operands, and at sums of sums in conditions. */
  operandDepth: 5,
  sumDepth: 4,
  /** Conditions that are kept of each read, the innermost. */
  conditions: 64,
  /**
   * The most that range analysis costs: always, and for each node. What compilers make costs 8 a node at
   * most.
   */
  rangeCost: 100_000,
  rangeCostPerNode: 40,
  /** Terms of a sum of products that is computed as a double. */
  terms: 256,
  /** Words of a frame of the interpreter, of its whole stack, and functions running in it at once. */
  frameWords: 4096,
  stackWords: 2 ** 20,
  running: 2 ** 15,
  /** Calls of it from other code that wait for each other: each takes the engine’s stack for six calls. */
  entered: 64,
  /** Constants of a function that have slots in its frame: each is written there at every call. */
  constants: 32,
  /**
   * Work, of some hundred nanoseconds each, between two looks at the clock while a function is translated.
   */
  work: 10_000,
  /** Bytes of V8's bytecode for a byte of wasm at the very most: a look at the length spares measuring. */
  bytecodePerByte: 30,
  /** The same at least, in a function that can be resumed. */
  leastBytecodePerByte: 4,
  /** Result registers of variables that go from region to region of a function that can be resumed. */
  crossingRegisters: 1024,
  /** Bytes of wasm beyond which V8 would not optimise what the baseline translator makes of a body. */
  baselineBytes: 20_000,
  /** Blocks in each other, parentheses in each other, and locals, that the baseline translator writes. */
  baselineHeight: 120,
  baselineDepth: 60,
  baselineLocals: 1000,
  /** Words that a loop which is a function is given, and leaves. */
  loopWordsPassed: 40,
  loopWordsWritten: 24,
  /** Bytes of a function without loops and calls that is left as the baseline translator makes it. */
  baselineForGood: 48,
  /** Ticks that a call adds to the work of a round: it stands for a function that does not pay itself. */
  callTicks: 20,
  /** Ticks beyond which a function without calls pays itself. */
  leafTicks: 200,
  /** Signatures whose wrappers are kept: a program has some hundreds, and 20,000 would take 50 MB. */
  signatures: 2000,
} satisfies Readonly<Record<string, number>>
