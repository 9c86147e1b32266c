// A text as it is known once it has been read: a template, and a helper.

export interface Template {
  readonly source: string
  /** The text around the holes; one more than there are holes. */
  readonly texts: readonly string[]
  /** For each hole, the least precedence that an operand may have without parentheses. */
  readonly holes: readonly number[]
  /** Of the whole expression. */
  readonly precedence: number
  /** Free names that are no globals: helpers, values, and what the caller announced. */
  readonly names: readonly string[]
}

export interface HelperFunction {
  readonly name: string
  /** A function declaration of that name. */
  readonly source: string
}

/** A helper that has been read. */
export interface Helper extends HelperFunction {
  /** The registered names it needs. */
  readonly needs: readonly string[]
}
