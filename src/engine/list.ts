// What lists do not have in each engine: `Array.at` came late.

/** The last of a list, if it has any. */
export const lastOf = <Item>(list: ArrayLike<Item>): Item | undefined => list[list.length - 1]

/** The last one that is wanted, if there is one. */
export function findLast<Item>(list: readonly Item[], wanted: (item: Item) => boolean): Item | undefined {
  for (let i = list.length - 1; i >= 0; i--) if (wanted(list[i]!)) return list[i]
  return undefined
}
