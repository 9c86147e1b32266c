// A deadline that is over while a function is being translated: translation ends there, and what comes
// later is as if it had never begun.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { spend, under } from '#codegen/interpret/clock.js'
import type { Program } from '#codegen/program.js'
import { regionOnce, translateOnce } from '#codegen/tiers/translated.js'
import { compile } from '#src/compile.js'
import { i32, i64, oneFunction, op } from '../../limits/bytes.js'
import { root } from '../../sources.js'

class Over extends Error {}

/** A deadline that is over when it is asked so often. */
function after(looks: number) {
  let left = looks
  return {
    overdue() {
      if (--left < 0) throw new Over()
      return 1000
    },
    forget() {
      left = Number.POSITIVE_INFINITY
    },
  }
}

test('the clock is asked after some work, by whom the work is for', () => {
  const outer = after(3)
  const work = (amount: number) => () => {
    for (let i = 0; i < amount; i++) spend(1)
  }
  const interrupt = () => void outer.overdue()
  under(interrupt, work(25_000))
  expect(() => under(interrupt, () => under(undefined, work(100_000)))).not.toThrow()
  expect(() => under(interrupt, work(100_000))).toThrow(Over)
  expect(work(1_000_000)).not.toThrow()
})

const large = oneFunction({
  params: [i32],
  results: [i32],
  locals: [[20, i64]],
  code: code =>
    code
      .times(3000, (inner, i) =>
        inner
          .get(1 + (i % 20))
          .bytes(op.i64, i & 63, op.add64)
          .set(1 + ((i * 7) % 20))
          .get(0)
          .bytes(op.if, 0x40)
          .get(2)
          .set(3)
          .bytes(op.end),
      )
      .get(0),
})

const first = ({ context }: Program): number => context.importedFunctions

test('a translation that is stopped anywhere has changed nothing', () => {
  const whole = translateOnce(compile(large, { deadline: after(1e9) }), 0).text
  let stopped = 0
  for (let looks = 0; looks < 40; looks += 3) {
    const deadline = after(looks)
    const program = compile(large, { deadline })
    try {
      translateOnce(program, first(program))
    } catch (error) {
      expect(error).toBeInstanceOf(Over)
      stopped++
    }
    deadline.forget()
    expect(translateOnce(program, first(program)).text).toBe(whole)
  }
  expect(stopped).toBeGreaterThan(5)
})

test('so has that of a region', () => {
  const bytes = readFileSync(`${root}test/fixtures/go/program.wasm`)
  const options = { lazy: 'always', interpreted: 0, largest: 3000 } as const
  const known = compile(bytes, { ...options, deadline: after(1e9) })
  const found = known.module.bodies.findIndex((body, i) => {
    const isMedium = body.end - body.start > 4000 && body.end - body.start < 30_000
    return isMedium && (translateOnce(known, first(known) + i).regions?.length ?? 0) > 1
  })
  const index = first(known) + found
  expect(found).toBeGreaterThanOrEqual(0)
  const texts = translateOnce(known, index).regions!.map((_, region) => regionOnce(known, index, region))
  let stopped = 0
  for (let looks = 0; looks < 6; looks++) {
    const deadline = after(1e9)
    const program = compile(bytes, { ...options, deadline })
    translateOnce(program, index)
    const short = after(looks)
    Object.assign(deadline, { overdue: () => short.overdue() })
    texts.forEach((text, region) => {
      try {
        expect(regionOnce(program, index, region)).toBe(text)
      } catch (error) {
        if (!(error instanceof Over)) throw error
        stopped++
      }
    })
    short.forget()
    expect(texts.map((_, region) => regionOnce(program, index, region))).toEqual(texts)
  }
  expect(stopped).toBeGreaterThan(0)
})
