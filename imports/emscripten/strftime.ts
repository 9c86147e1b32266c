// `strftime` in the C locale, for versions of the compiler that leave it to the host.
//
//   %Y-%m-%d   a letter for each field; `E`, `O` and the flags `_`, `-`, `0` and `+` change nothing here

/** The fields of `struct tm`, in its order. */
export interface Calendar {
  readonly second: number
  readonly minute: number
  readonly hour: number
  readonly day: number
  readonly month: number
  /** Of our era. */
  readonly year: number
  readonly weekday: number
  readonly dayOfYear: number
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
]

const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill)

const remainder = (value: number, by: number): number => ((value % by) + by) % by

/** On the clock of twelve hours. */
const half = (hour: number): number => hour % 12 || 12

/** The week of the year, from the first day that is the one that weeks begin with. */
const week = ({ dayOfYear, weekday }: Calendar, first: number): number =>
  Math.floor((dayOfYear + 7 - remainder(weekday - first, 7)) / 7)

/** Year and week by ISO 8601: the first week is that of the first Thursday. */
function isoWeek({ year, month, day }: Calendar): readonly [year: number, week: number] {
  const date = new Date(Date.UTC(year, month, day))
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7))
  const of = date.getUTCFullYear()
  return [of, Math.ceil(((date.getTime() - Date.UTC(of, 0, 1)) / 86_400_000 + 1) / 7)]
}

const secondsOf = ({ year, month, day, hour, minute, second }: Calendar): number =>
  Date.UTC(year, month, day, hour, minute, second) / 1000

// biome-ignore format: a table
const letters: Readonly<Record<string, (c: Calendar) => string>> = {
  a: c => (days[c.weekday] ?? '?').slice(0, 3),     A: c => days[c.weekday] ?? '?',
  b: c => (months[c.month] ?? '?').slice(0, 3),     B: c => months[c.month] ?? '?',
  h: c => (months[c.month] ?? '?').slice(0, 3),     C: c => pad(Math.floor(c.year / 100)),
  d: c => pad(c.day),                               e: c => pad(c.day, 2, ' '),
  g: c => pad(remainder(isoWeek(c)[0], 100)),       G: c => String(isoWeek(c)[0]),
  H: c => pad(c.hour),                              I: c => pad(half(c.hour)),
  j: c => pad(c.dayOfYear + 1, 3),                  m: c => pad(c.month + 1),
  M: c => pad(c.minute),                            n: () => '\n',
  p: c => (c.hour < 12 ? 'AM' : 'PM'),              s: c => String(secondsOf(c)),
  S: c => pad(c.second),                            t: () => '\t',
  u: c => String(c.weekday || 7),                   U: c => pad(week(c, 0)),
  V: c => pad(isoWeek(c)[1]),                       w: c => String(c.weekday),
  W: c => pad(week(c, 1)),                          y: c => pad(remainder(c.year, 100)),
  Y: c => String(c.year),                           z: () => '+0000',
  Z: () => 'UTC',                                   '%': () => '%',
  c: c => strftime('%a %b %e %H:%M:%S %Y', c),      D: c => strftime('%m/%d/%y', c),
  F: c => strftime('%Y-%m-%d', c),                  r: c => strftime('%I:%M:%S %p', c),
  R: c => strftime('%H:%M', c),                     T: c => strftime('%H:%M:%S', c),
  x: c => strftime('%m/%d/%y', c),                  X: c => strftime('%H:%M:%S', c),
}

/** How many fields are written between two calls of `check`. */
const portion = 256

/**
 * The text; what is no field stays as it is. A format may be long: `check` is called now and then, and fields
 * are found one after another, since to replace them all at once is to find all of them first.
 */
export function strftime(format: string, calendar: Calendar, check?: () => void): string {
  const fields = /%[_0+-]*[EO]?([A-Za-z%])/g
  let text = ''
  let end = 0
  for (let count = 1, found = fields.exec(format); found !== null; found = fields.exec(format)) {
    if (count++ % portion === 0) check?.()
    const [all, letter] = found as unknown as [string, string]
    const written = Object.hasOwn(letters, letter) ? letters[letter]!(calendar) : all
    text += format.slice(end, found.index) + written
    end = fields.lastIndex
  }
  return text + format.slice(end)
}
