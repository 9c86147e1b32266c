// Atomic accesses of a memory (prefix 0xfe). Their order is part of their meaning, so that even the loads
// have the effect of a store: no access of a memory moves across. Their alignment must be exactly the
// natural one. The types are those of a memory with 32-bit addresses.

import { access, op, since, wait, withImmediates } from './define.js'

// biome-ignore format: a table
export const atomic = {
  ...since('threads', {
    'memory.atomic.notify':       access(0xfe_0000, 'i32 i32 -> i32', 4),
    'memory.atomic.wait32':       wait(0xfe_0001, 'i32 i32 i64 -> i32', 4),
    'memory.atomic.wait64':       wait(0xfe_0002, 'i32 i64 i64 -> i32', 8),
    'atomic.fence':               withImmediates(op(0xfe_0003, '->', 'store'), 'order'),

    'i32.atomic.load':            access(0xfe_0010, 'i32 -> i32', 4),
    'i64.atomic.load':            access(0xfe_0011, 'i32 -> i64', 8),
    'i32.atomic.load8_u':         access(0xfe_0012, 'i32 -> i32', 1),
    'i32.atomic.load16_u':        access(0xfe_0013, 'i32 -> i32', 2),
    'i64.atomic.load8_u':         access(0xfe_0014, 'i32 -> i64', 1),
    'i64.atomic.load16_u':        access(0xfe_0015, 'i32 -> i64', 2),
    'i64.atomic.load32_u':        access(0xfe_0016, 'i32 -> i64', 4),
    'i32.atomic.store':           access(0xfe_0017, 'i32 i32 ->', 4),
    'i64.atomic.store':           access(0xfe_0018, 'i32 i64 ->', 8),
    'i32.atomic.store8':          access(0xfe_0019, 'i32 i32 ->', 1),
    'i32.atomic.store16':         access(0xfe_001a, 'i32 i32 ->', 2),
    'i64.atomic.store8':          access(0xfe_001b, 'i32 i64 ->', 1),
    'i64.atomic.store16':         access(0xfe_001c, 'i32 i64 ->', 2),
    'i64.atomic.store32':         access(0xfe_001d, 'i32 i64 ->', 4),

    'i32.atomic.rmw.add':         access(0xfe_001e, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.add':         access(0xfe_001f, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.add_u':      access(0xfe_0020, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.add_u':     access(0xfe_0021, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.add_u':      access(0xfe_0022, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.add_u':     access(0xfe_0023, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.add_u':     access(0xfe_0024, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.sub':         access(0xfe_0025, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.sub':         access(0xfe_0026, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.sub_u':      access(0xfe_0027, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.sub_u':     access(0xfe_0028, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.sub_u':      access(0xfe_0029, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.sub_u':     access(0xfe_002a, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.sub_u':     access(0xfe_002b, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.and':         access(0xfe_002c, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.and':         access(0xfe_002d, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.and_u':      access(0xfe_002e, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.and_u':     access(0xfe_002f, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.and_u':      access(0xfe_0030, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.and_u':     access(0xfe_0031, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.and_u':     access(0xfe_0032, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.or':          access(0xfe_0033, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.or':          access(0xfe_0034, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.or_u':       access(0xfe_0035, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.or_u':      access(0xfe_0036, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.or_u':       access(0xfe_0037, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.or_u':      access(0xfe_0038, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.or_u':      access(0xfe_0039, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.xor':         access(0xfe_003a, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.xor':         access(0xfe_003b, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.xor_u':      access(0xfe_003c, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.xor_u':     access(0xfe_003d, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.xor_u':      access(0xfe_003e, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.xor_u':     access(0xfe_003f, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.xor_u':     access(0xfe_0040, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.xchg':        access(0xfe_0041, 'i32 i32 -> i32', 4),
    'i64.atomic.rmw.xchg':        access(0xfe_0042, 'i32 i64 -> i64', 8),
    'i32.atomic.rmw8.xchg_u':     access(0xfe_0043, 'i32 i32 -> i32', 1),
    'i32.atomic.rmw16.xchg_u':    access(0xfe_0044, 'i32 i32 -> i32', 2),
    'i64.atomic.rmw8.xchg_u':     access(0xfe_0045, 'i32 i64 -> i64', 1),
    'i64.atomic.rmw16.xchg_u':    access(0xfe_0046, 'i32 i64 -> i64', 2),
    'i64.atomic.rmw32.xchg_u':    access(0xfe_0047, 'i32 i64 -> i64', 4),

    'i32.atomic.rmw.cmpxchg':     access(0xfe_0048, 'i32 i32 i32 -> i32', 4),
    'i64.atomic.rmw.cmpxchg':     access(0xfe_0049, 'i32 i64 i64 -> i64', 8),
    'i32.atomic.rmw8.cmpxchg_u':  access(0xfe_004a, 'i32 i32 i32 -> i32', 1),
    'i32.atomic.rmw16.cmpxchg_u': access(0xfe_004b, 'i32 i32 i32 -> i32', 2),
    'i64.atomic.rmw8.cmpxchg_u':  access(0xfe_004c, 'i32 i64 i64 -> i64', 1),
    'i64.atomic.rmw16.cmpxchg_u': access(0xfe_004d, 'i32 i64 i64 -> i64', 2),
    'i64.atomic.rmw32.cmpxchg_u': access(0xfe_004e, 'i32 i64 i64 -> i64', 4),
  }),
} as const
