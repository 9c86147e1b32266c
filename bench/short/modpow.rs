// Powers modulo a number of 512 bits, by words of 32 bits and products of 64: what RSA does.
const WORDS: usize = 16;
type Number = [u32; WORDS];

/// Montgomery's product: a b / 2^512 modulo m.
fn product(a: &Number, b: &Number, m: &Number, inverse: u32) -> Number {
    let mut t = [0u32; WORDS + 2];
    for &x in a {
        let mut carry = 0u64;
        for j in 0..WORDS {
            let sum = x as u64 * b[j] as u64 + t[j] as u64 + carry;
            t[j] = sum as u32;
            carry = sum >> 32;
        }
        let sum = t[WORDS] as u64 + carry;
        t[WORDS] = sum as u32;
        t[WORDS + 1] = (sum >> 32) as u32;
        let q = t[0].wrapping_mul(inverse) as u64;
        carry = (q * m[0] as u64 + t[0] as u64) >> 32;
        for j in 1..WORDS {
            let sum = q * m[j] as u64 + t[j] as u64 + carry;
            t[j - 1] = sum as u32;
            carry = sum >> 32;
        }
        let sum = t[WORDS] as u64 + carry;
        t[WORDS - 1] = sum as u32;
        t[WORDS] = t[WORDS + 1].wrapping_add((sum >> 32) as u32);
    }
    let mut result = [0; WORDS];
    result.copy_from_slice(&t[..WORDS]);
    if t[WORDS] != 0 || result.iter().rev().ge(m.iter().rev()) {
        let mut borrow = 0i64;
        for j in 0..WORDS {
            let rest = result[j] as i64 - m[j] as i64 + borrow;
            result[j] = rest as u32;
            borrow = rest >> 32;
        }
    }
    result
}

#[no_mangle]
pub extern "C" fn run() -> u32 {
    let mut random = 12345u32;
    let mut next = || {
        random = random.wrapping_mul(1664525).wrapping_add(1013904223);
        random ^ random >> 15
    };
    let mut m: Number = [0; WORDS];
    m.iter_mut().for_each(|word| *word = next());
    m[0] |= 1;
    m[WORDS - 1] |= 1 << 31;
    // Newton's way to -1 / m modulo 2^32.
    let mut inverse = 1u32;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2u32.wrapping_sub(m[0].wrapping_mul(inverse)));
    }
    let inverse = inverse.wrapping_neg();
    let mut sum = 0u32;
    for round in 0..60 {
        let mut base: Number = [round + 2; WORDS];
        base[WORDS - 1] >>= 1;
        let mut power = base;
        for bit in 0..512 {
            power = product(&power, &power, &m, inverse);
            if m[bit / 32] >> (bit % 32) & 1 == 1 {
                power = product(&power, &base, &m, inverse);
            }
        }
        sum = power.iter().fold(sum, |sum, word| sum.wrapping_mul(31).wrapping_add(*word));
    }
    sum
}
