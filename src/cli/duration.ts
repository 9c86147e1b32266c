// Durations as Go writes them, and thus wazero: `300ms`, `1.5h`, `2h45m`. They are nanoseconds here.

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g

/** 292 years: the nanoseconds of a longer one are no integer of 64 bits. */
const most = 2 ** 63

/** Nothing if the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const [, sign, digits] = text.match(/^([-+]?)(.+)$/) ?? []
  if (digits === undefined) return undefined
  if (digits !== '0' && digits.replace(part, '') !== '') return undefined
  const sum = [...digits.matchAll(part)].reduce(
    (total, [, value, unit]) => total + Number(value) * nanoseconds[unit!]!,
    0,
  )
  if (sum >= most) return undefined
  // A part of a nanosecond is not nothing, which may mean for ever.
  const whole = sum > 0 ? Math.max(1, Math.round(sum)) : 0
  return sign === '-' ? -whole : whole
}

/** The largest unit below a second that the duration reaches, with a fraction. */
function shortText(duration: number): string {
  const unit = (['ms', 'µs', 'ns'] as const).find(name => duration >= nanoseconds[name]!)
  return unit === undefined ? '0s' : `${duration / nanoseconds[unit]!}${unit}`
}

export function formatDuration(duration: number): string {
  if (duration < 0) return `-${formatDuration(-duration)}`
  if (duration < 1e9) return shortText(duration)
  const minutes = Math.floor(duration / 60e9)
  const seconds = `${(duration - minutes * 60e9) / 1e9}s`
  if (minutes === 0) return seconds
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`
}
