// Rust without its library's collections: enums, closures, iterators, slices, generics, wrapping and checked numbers.
// Recursion with loops is here too, as are matches within loops.
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

fn mix(sum: u32, value: u32) -> u32 {
    (sum ^ value).wrapping_mul(16777619).wrapping_add(sum >> 15)
}

struct Random(u32);

impl Iterator for Random {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        Some(self.0)
    }
}

fn random(seed: i32) -> Random {
    Random((seed as u32).wrapping_mul(2654435761) | 1)
}

#[inline(never)]
fn place(n: u32, row: u32, columns: u32, down: u32, up: u32) -> u32 {
    if row == n {
        return 1;
    }
    let mut sum = 0;
    for c in 0..n {
        let (a, b, e) = (1 << c, 1 << (row + c), 1 << (row + n - c));
        if columns & a == 0 && down & b == 0 && up & e == 0 {
            sum += place(n, row + 1, columns | a, down | b, up | e);
        }
    }
    sum
}

// sizes 4 5 6 | 8
#[no_mangle]
pub extern "C" fn queens(n: i32) -> i32 {
    place(n as u32, 0, 0, 0, 0) as i32
}

#[inline(never)]
fn count_ways(amounts: &[u32], left: u32, times: u64) -> u64 {
    let mut sum = times;
    for (i, &amount) in amounts.iter().enumerate() {
        if amount <= left {
            sum = sum.wrapping_mul(3) + count_ways(&amounts[i..], left - amount, times + i as u64);
        }
    }
    sum
}

// sizes 3 9 14 | 30
#[no_mangle]
pub extern "C" fn ways(n: i32) -> i64 {
    count_ways(&[2, 3, 5, 7], n as u32, 1) as i64
}

#[inline(never)]
fn permute(items: &mut [u8], at: usize, visit: &mut dyn FnMut(&[u8])) {
    if at == items.len() {
        return visit(items);
    }
    for i in at..items.len() {
        items.swap(at, i);
        permute(items, at + 1, visit);
        items.swap(at, i);
    }
}

// sizes 2 3 4 | 6
#[no_mangle]
pub extern "C" fn permutations(n: i32) -> i32 {
    let mut items = [1, 2, 3, 4, 5, 6, 7];
    let mut sum = 0;
    permute(&mut items[..n as usize], 0, &mut |items| {
        sum = items.iter().fold(sum, |sum, &item| mix(sum, item as u32))
    });
    sum as i32
}

#[derive(Clone, Copy, PartialEq)]
enum Op {
    Push(i64),
    Add,
    Mul { times: i64 },
    Dup,
    Swap,
    JumpIfPositive(usize),
    Print,
}

#[inline(never)]
fn execute(ops: &[Op], limit: usize) -> Result<i64, usize> {
    let (mut stack, mut top, mut at, mut printed) = ([0i64; 16], 0, 0, 0i64);
    for step in 0..limit {
        match *ops.get(at).ok_or(step)? {
            Op::Push(value) => {
                stack[top] = value;
                top += 1;
            }
            Op::Add => {
                top -= 1;
                stack[top - 1] = stack[top - 1].wrapping_add(stack[top]);
            }
            Op::Mul { times } => stack[top - 1] = stack[top - 1].wrapping_mul(times),
            Op::Dup if top < 15 => {
                stack[top] = stack[top - 1];
                top += 1;
            }
            Op::Dup => return Err(1000 + step),
            Op::Swap => stack.swap(top - 1, top - 2),
            Op::JumpIfPositive(to) if stack[top - 1] > 0 => {
                at = to;
                continue;
            }
            Op::JumpIfPositive(_) => {}
            Op::Print => printed = printed.wrapping_mul(31) ^ stack[top - 1],
        }
        at += 1;
    }
    Ok(printed)
}

// sizes 3 20 | 300
#[no_mangle]
pub extern "C" fn stack_machine(n: i32) -> i64 {
    let ops = [
        Op::Push(n as i64),
        Op::Dup,
        Op::Mul { times: 0x10001 },
        Op::Print,
        Op::Swap,
        Op::Push(-3),
        Op::Add,
        Op::JumpIfPositive(1),
        Op::Add,
        Op::Print,
    ];
    match execute(&ops[..], n as usize * 4) {
        Ok(value) => value,
        Err(step) => -(step as i64),
    }
}

// sizes 4 20 | 200
#[no_mangle]
pub extern "C" fn iterators(n: i32) -> i32 {
    let odd = (1..n).filter(|x| x % 2 == 1).map(|x| x * x);
    let zipped = odd.clone().zip((0..n).rev().step_by(3)).map(|(a, b)| a - b * 2);
    let chained = odd.chain(zipped).skip(1).take_while(|&x| x < 5000);
    let (low, high) = chained.clone().fold((i32::MAX, i32::MIN), |(l, h), x| (l.min(x), h.max(x)));
    let windows = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5].windows(3).filter(|w| w[0] < w[2]).count() as i32;
    let scanned = (0..n).scan(1i32, |state, x| {
        *state = state.wrapping_mul(3) ^ x;
        Some(*state)
    });
    let last = scanned.last().unwrap_or(0);
    chained.fold(low ^ high, |sum, x| sum.wrapping_mul(7).wrapping_add(x)) ^ last ^ windows
}

// sizes 2 9 | 50
#[no_mangle]
pub extern "C" fn closures(n: i32) -> i32 {
    fn twice<F: FnMut(i32) -> i32>(mut f: F, x: i32) -> i32 {
        let once = f(x);
        f(once)
    }
    let mut calls = 0;
    let mut sum = 0i32;
    for i in 0..n {
        let k = i * 3 + 1;
        sum = sum.wrapping_mul(5) ^ twice(
            |x| {
                calls += 1;
                x.wrapping_mul(k) + calls
            },
            i,
        );
    }
    sum ^ calls
}

trait Animal {
    fn legs(&self) -> i32;
    fn speed(&self, round: i32) -> f64 {
        self.legs() as f64 * 1.5 + round as f64
    }
}
struct Bird(f64);
struct Dog {
    age: i32,
}
impl Animal for Bird {
    fn legs(&self) -> i32 {
        2
    }
    fn speed(&self, round: i32) -> f64 {
        self.0 * (round as f64 + 0.5)
    }
}
impl Animal for Dog {
    fn legs(&self) -> i32 {
        4 - (self.age > 20) as i32
    }
}

// sizes 3 12 | 60
#[no_mangle]
pub extern "C" fn traits(n: i32) -> f64 {
    let (bird, young, old) = (Bird(3.25), Dog { age: 2 }, Dog { age: 30 });
    let animals: [&dyn Animal; 3] = [&bird, &young, &old];
    (0..n).map(|i| animals[i as usize * 7 % 3].speed(i) / (i + 1) as f64).sum()
}

// sizes 4 16 | 100
#[no_mangle]
pub extern "C" fn sorting(n: i32) -> i32 {
    let mut values = [0u32; 128];
    let values = &mut values[..n as usize];
    for (value, random) in values.iter_mut().zip(random(n)) {
        *value = random % 1000;
    }
    for i in 1..values.len() {
        let mut j = i;
        while j > 0 && (values[j - 1] % 50, values[j - 1]) > (values[j] % 50, values[j]) {
            values.swap(j, j - 1);
            j -= 1;
        }
    }
    let found = values.binary_search_by(|x| (x % 50).cmp(&25)).unwrap_or_else(|at| at + 500);
    values.iter().fold(found as u32, |sum, &x| mix(sum, x)) as i32
}

// sizes 3 15 | 100
#[no_mangle]
pub extern "C" fn checked_numbers(n: i32) -> i64 {
    let (mut sum, mut x, mut y) = (0i64, 7i32, 1u64);
    for i in 1..=n {
        x = x.checked_mul(i + 5).or_else(|| x.checked_sub(i)).unwrap_or(-1);
        y = y.saturating_mul(0x1_0001).rotate_left(i as u32 & 63);
        let (z, over) = (x as u32).overflowing_add(y as u32);
        sum = sum.wrapping_mul(31).wrapping_add(z as i64 + over as i64);
        sum ^= (i64::from(x).rem_euclid(97) << 32) | (x.leading_zeros() + y.trailing_zeros()) as i64;
        sum = sum.wrapping_add((y as i128 * sum as i128 >> 64) as i64);
    }
    sum
}

// sizes 2 8 | 40
#[no_mangle]
pub extern "C" fn floats_and_casts(n: i32) -> i64 {
    let mut sum = 0i64;
    for i in 0..n {
        let x = (i as f64 - 3.7) * [1e-9, 1.0, 1e9, 1e18][i as usize % 4];
        sum = sum.wrapping_mul(7) ^ (x as i32 as i64) ^ (x as u8 as i64) << 40 ^ (x as i64) ^ (x as u64 as i64) << 3;
        sum = sum.wrapping_add((x as f32).to_bits() as i64).wrapping_add(x.to_bits() as i64 >> 7);
        sum ^= (f64::NAN as i32 as i64) + ((x / 0.0) as i32 as i64) + x.max(2.5).min(1e7) as i64;
    }
    sum
}

#[derive(Clone, Copy)]
enum Tree<'a> {
    Leaf(i32),
    Node(&'a Tree<'a>, char, &'a Tree<'a>),
    Choice(&'a [Tree<'a>]),
}

#[inline(never)]
fn value_of(tree: &Tree, x: i32, depth: i32) -> i32 {
    match *tree {
        Tree::Leaf(n) if n < 0 => x + n,
        Tree::Leaf(n) => n,
        Tree::Node(l, '+', r) => value_of(l, x, depth + 1).wrapping_add(value_of(r, x, depth + 1)),
        Tree::Node(l, '*', r) => value_of(l, x, depth + 1).wrapping_mul(value_of(r, x, depth + 1)),
        Tree::Node(l, _, r) => value_of(l, x ^ depth, depth + 1) - value_of(r, depth, depth + 1),
        Tree::Choice(trees) => {
            let mut best = i32::MIN;
            for tree in trees {
                best = best.max(value_of(tree, x - depth, depth + 1) ^ x);
            }
            best
        }
    }
}

// sizes 1 5 | 40
#[no_mangle]
pub extern "C" fn expression_trees(n: i32) -> i32 {
    use Tree::*;
    let (two, minus, five) = (Leaf(2), Leaf(-3), Leaf(5));
    let sum = Node(&two, '+', &minus);
    let product = Node(&sum, '*', &five);
    let choices = [sum, product, Leaf(n), Node(&product, '-', &sum)];
    let choice = Choice(&choices);
    let outer = [choice, Node(&choice, '?', &product)];
    (0..n).fold(0i32, |total, x| total.wrapping_mul(3) ^ value_of(&Choice(&outer), x, 0))
}

/// Something to be seen of panics: a trap, not a value.
// sizes 3 4 5 | 9
#[no_mangle]
pub extern "C" fn out_of_bounds(n: i32) -> i32 {
    let values = [1, 2, 3, 4, 5];
    values[..].iter().sum::<i32>() + values[n as usize]
}
