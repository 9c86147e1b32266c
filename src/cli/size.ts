// Sizes as people write them: `1048576`, `64KiB`, `1.5GiB`, `256MB`. They are bytes here.

const bytes: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

/** Nothing if the text is no size. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit] = text.match(/^(\d+(?:\.\d+)?)([KMG]?i?B)?$/) ?? []
  const factor = bytes[unit ?? '']
  return digits === undefined || factor === undefined ? undefined : Math.round(Number(digits) * factor)
}

/** Nothing if the text is no number of things. */
export const parseCount = (text: string): number | undefined =>
  /^\d{1,15}$/.test(text) ? Number(text) : undefined
