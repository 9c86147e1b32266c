// Rust with its library: vectors, maps, strings, boxes, counted references.
use std::cell::RefCell;
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

fn mix(sum: u32, value: u32) -> u32 {
    (sum ^ value).wrapping_mul(16777619).wrapping_add(sum >> 15)
}

fn random(seed: i32) -> impl FnMut(u32) -> u32 {
    let mut x = (seed as u32).wrapping_mul(2654435761) | 1;
    move |count| {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        x % count
    }
}

/// The same on every run.
#[derive(Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ byte as u64).wrapping_mul(0x100000001b3);
        }
    }
}

// sizes 4 20 | 200
#[no_mangle]
pub extern "C" fn hash_maps(n: i32) -> i32 {
    let mut below = random(n);
    let mut counts: HashMap<u32, u32, BuildHasherDefault<Fnv>> = HashMap::default();
    for i in 0..n as u32 {
        *counts.entry(below(n as u32)).or_insert(i) += 3;
        if i % 5 == 4 {
            counts.remove(&below(n as u32));
        }
    }
    counts.retain(|key, _| key % 7 != 3);
    counts.iter().fold(counts.len() as u32, |sum, (&key, &value)| mix(sum, key * 1000 + value)) as i32
}

// sizes 4 20 | 200
#[no_mangle]
pub extern "C" fn tree_maps(n: i32) -> i32 {
    let mut below = random(n);
    let (mut map, mut sum) = (BTreeMap::new(), 1);
    for i in 0..n {
        if let Some(old) = map.insert(below(n as u32 * 2), i) {
            sum = mix(sum, old as u32);
        }
    }
    for (&key, &value) in &map {
        sum = mix(sum, key ^ (value as u32) << 8);
    }
    sum as i32
}

// sizes 2 6 | 50
#[no_mangle]
pub extern "C" fn text(n: i32) -> i32 {
    let mut text = String::from("grüße");
    for i in 0..n {
        text.push_str(["-", "Ab", "é", "xyz"][i as usize % 4]);
        text.push((b'a' + (i * 7 % 26) as u8) as char);
        if i % 3 == 1 {
            let mut back = String::new();
            for c in text.chars().rev() {
                if c != 'b' {
                    back.push(c);
                }
            }
            text = back;
        }
    }
    let words = text.split('-').fold(0, |sum, word| mix(sum, word.len() as u32));
    text.bytes().fold(words, |sum, byte| mix(sum, byte as u32)) as i32
}

struct Node {
    value: u32,
    children: Vec<Rc<RefCell<Node>>>,
}

#[inline(never)]
fn sum_of(node: &Rc<RefCell<Node>>, factor: u32) -> u32 {
    let node = node.borrow();
    let mut sum = node.value * factor;
    for child in &node.children {
        sum = mix(sum, sum_of(child, factor + 1)) + factor;
    }
    sum
}

// sizes 3 12 | 100
#[no_mangle]
pub extern "C" fn counted_references(n: i32) -> i32 {
    let mut below = random(n);
    let nodes: Vec<_> = (0..n).map(|i| Rc::new(RefCell::new(Node { value: i as u32, children: vec![] }))).collect();
    for i in 1..nodes.len() {
        nodes[below(i as u32) as usize].borrow_mut().children.push(nodes[i].clone());
    }
    nodes[nodes.len() / 2].borrow_mut().value += 100;
    sum_of(&nodes[0], 1) as i32 + Rc::strong_count(&nodes[nodes.len() - 1]) as i32
}

// sizes 3 12 | 100
#[no_mangle]
pub extern "C" fn queues_and_heaps(n: i32) -> i32 {
    let mut below = random(n);
    let (mut queue, mut heap, mut sum) = (VecDeque::new(), BinaryHeap::new(), 0);
    for i in 0..n {
        queue.push_back(below(100));
        queue.push_front(i as u32);
        heap.push((below(20), i));
        if i % 3 == 2 {
            sum = mix(sum, queue.pop_back().unwrap() * 256 + heap.pop().map_or(0, |(a, _)| a));
        }
    }
    queue.rotate_left(n as usize / 2);
    queue.iter().fold(sum, |sum, &x| mix(sum, x)) as i32
}

// sizes 4 20 | 200
#[no_mangle]
pub extern "C" fn vectors(n: i32) -> i32 {
    let mut below = random(n);
    let mut values: Vec<(u32, u16)> = (0..n).map(|i| (below(30), i as u16)).collect();
    values.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    values.dedup_by_key(|value| value.0);
    let boxed: Vec<Box<dyn Fn(u32) -> u32>> =
        values.iter().map(|&(key, value)| Box::new(move |x| x * key + value as u32) as Box<dyn Fn(u32) -> u32>).collect();
    boxed.iter().fold(1, |sum, f| mix(sum, f(sum & 7))) as i32
}
