// Where generated code finds the view of a memory: `holder.view`.
//
// V8 takes what a property holds that has never changed for a constant, and then knows the view's address and
// length; it keeps such knowledge for all objects that look alike. So each holder looks different, having a
// prototype of its own:
//
//   holder -> its prototype -> { view }
//
// When the memory grows, the last of them is replaced. The holder looks as it did: an access that has met
// more than four kinds of object looks the property up by its name from then on. And the property of the new
// object has never changed, so that the view is a constant again.
//
// But all optimised code that has read the view is thrown away. When that has been much, growing only changes
// the property from then on, so that V8 reads it where it knew it before, which costs 15 to 20 %.

import { type View, viewFor } from './view.js'

/** What generated code sees. */
export interface ViewHolder {
  readonly view: View
}

/** So many functions take V8 a second to compile again. */
const many = 400

/** Holds a view that never changes. */
class Constant implements ViewHolder {
  constructor(readonly view: View) {}
}

/** Holds one view after the other. */
class Changing {
  constructor(public view: View) {}
}

/** So many times that V8 keeps account of what a function reads. */
const often = 200

/**
 * V8 stores an object that becomes a prototype in a form in which nothing is constant, until a property is
 * read by way of it where account is kept; of a chain that it has seen it does not look at the end again.
 */
function readOften(holder: ViewHolder): View | undefined {
  let view: View | undefined
  for (let i = 0; i < often; i++) view = holder.view
  return view
}

/** The place where code of several instances finds the view of one: never a constant, and known as none. */
export class PlainHolder implements ViewHolder {
  view: View

  constructor(view: DataView) {
    const first = viewFor(view)
    this.view = first
    this.view = first
  }

  renew(view: DataView): void {
    this.view = viewFor(view)
  }
}

export class Holding {
  readonly holder: ViewHolder
  /** How many functions read the view. */
  readers = 0
  /** How many had to be compiled again by now, those of all growths together. */
  #lost = 0
  readonly #prototype: object
  #changing: Changing | undefined

  constructor(view: DataView) {
    this.#prototype = Object.create(null)
    this.holder = Object.create(this.#prototype)
    this.#show(new Constant(viewFor(view)))
  }

  /** Another view takes the place of the one there is. */
  renew(view: DataView): void {
    const next = viewFor(view)
    this.#lost += this.readers
    if (this.#lost < many) this.#show(new Constant(next))
    else if (this.#changing !== undefined) this.#changing.view = next
    else this.#change(next)
  }

  #show(showing: ViewHolder): void {
    readOften(Object.create(showing))
    Object.setPrototypeOf(this.#prototype, showing)
  }

  /** That the property changes is known before there is code that takes it for a constant. */
  #change(next: View): void {
    const before = this.holder.view
    this.#changing = new Changing(next)
    this.#show(this.#changing)
    this.#changing.view = before
    this.#changing.view = next
  }
}
