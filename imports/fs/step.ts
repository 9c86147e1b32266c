// What consists of very many small steps asks now and then whether it may go on. A path of Linux's greatest
// length leads through two thousand directories, and forty links on the way as long as that make 80,000.

/** Between two looks. */
const portion = 256

/** To be called for each step; what `check` throws comes out. */
export function stepper(check: () => void): () => void {
  let steps = 0
  return () => {
    if (++steps % portion === 0) check()
  }
}

/** Of what nobody asks. */
export const freely = (): void => {}
