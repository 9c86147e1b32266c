// The name of this build of the compiler: what one build has translated is of no use to another. The build
// puts its name in the place of this one (src/build/name.ts).

/** Unlike that of any other text of the compiler. */
export const build: string = 'none'
