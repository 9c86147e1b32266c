// A loop around a switch: an interpreter of a small stack machine, with its program and stack in memory.

export const size: i32 = 250_000

/** One round of a loop: register 0 counts down, registers 1 and 2 gather. */
const program = memory.data<u8>([
  0, 1, 2, 3, 0, 0, 3, 6, 4, 1, 0, 2, 7, 100, 0, 1, 3, 5, 1, 8, 4, 2, 9, 1, 2, 10, 0, 11, 12,
])
const stack = memory.data(1024)
const registers = memory.data(64)

function execute(): i32 {
  let pc = program
  let sp = stack
  while (true) {
    const operation = load<u8>(pc++)
    switch (operation) {
      case 0: // push register
        store<i32>((sp += 4), load<i32>(registers + (load<u8>(pc++) << 2)))
        break
      case 1: // push constant
        store<i32>((sp += 4), load<u8>(pc++))
        break
      case 2: // multiply by a constant
        store<i32>(sp, load<i32>(sp) * load<u8>(pc++))
        break
      case 3: // add
        sp -= 4
        store<i32>(sp, load<i32>(sp) + load<i32>(sp, 4))
        break
      case 4: // pop register
        store<i32>(registers + (load<u8>(pc++) << 2), load<i32>(sp))
        sp -= 4
        break
      case 5: // shift left
        store<i32>(sp, load<i32>(sp) << load<u8>(pc++))
        break
      case 6: // exclusive or with register 2
        store<i32>(sp, load<i32>(sp) ^ load<i32>(registers, 8))
        break
      case 7: // remainder by a constant plus one
        store<i32>(sp, load<i32>(sp) % (<i32>load<u8>(pc++) + 1))
        break
      case 8: // complement
        store<i32>(sp, ~load<i32>(sp))
        break
      case 9: // exchange two registers
        exchange(load<u8>(pc++), load<u8>(pc++))
        break
      case 10: // push register, decremented
        store<i32>((sp += 4), load<i32>(registers + (load<u8>(pc++) << 2)) - 1)
        break
      case 11: // duplicate
        store<i32>(sp, load<i32>(sp), 4)
        sp += 4
        break
      case 12: // again, unless zero is on top
        sp -= 4
        if (load<i32>(sp, 4) === 0) return load<i32>(registers, 4) ^ load<i32>(registers, 8)
        store<i32>(registers, load<i32>(sp))
        sp -= 4
        pc = program
        break
      default:
        return -1
    }
  }
}

function exchange(a: i32, b: i32): void {
  const held = load<i32>(registers + (a << 2))
  store<i32>(registers + (a << 2), load<i32>(registers + (b << 2)))
  store<i32>(registers + (b << 2), held)
}

export function run(n: i32): i32 {
  store<i32>(registers, n)
  store<i32>(registers, 1, 4)
  store<i32>(registers, 2, 8)
  return execute()
}
