// Regular expressions: a parser, a program of jumps, and a machine that is in many of its places at once.
enum Step {
    Letter(fn(u8, u8) -> bool, u8),
    Split(usize, usize),
    Jump(usize),
    Match,
}

struct Compiler<'a> {
    pattern: &'a [u8],
    at: usize,
    steps: Vec<Step>,
}

impl<'a> Compiler<'a> {
    fn peek(&self) -> Option<u8> {
        self.pattern.get(self.at).copied()
    }

    /// What stands between bars.
    fn choice(&mut self) {
        let from = self.steps.len();
        self.sequence();
        while self.peek() == Some(b'|') {
            self.at += 1;
            self.insert(from, Step::Split(0, 0));
            self.steps.push(Step::Jump(0));
            let second = self.steps.len();
            self.sequence();
            let end = self.steps.len();
            self.steps[from] = Step::Split(from + 1, second);
            self.steps[second - 1] = Step::Jump(end);
        }
    }

    /// Targets behind the place move with their steps.
    fn insert(&mut self, place: usize, step: Step) {
        for step in &mut self.steps[place..] {
            match step {
                Step::Split(a, b) => {
                    *a += 1;
                    *b += 1;
                }
                Step::Jump(a) => *a += 1,
                _ => (),
            }
        }
        self.steps.insert(place, step);
    }

    fn sequence(&mut self) {
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            let from = self.steps.len();
            self.atom();
            match self.peek() {
                Some(b'*') => {
                    self.insert(from, Step::Split(0, 0));
                    self.steps.push(Step::Jump(from));
                    self.steps[from] = Step::Split(from + 1, self.steps.len());
                }
                Some(b'+') => self.steps.push(Step::Split(from, self.steps.len() + 1)),
                Some(b'?') => {
                    self.insert(from, Step::Split(0, 0));
                    self.steps[from] = Step::Split(from + 1, self.steps.len());
                }
                _ => continue,
            }
            self.at += 1;
        }
    }

    fn atom(&mut self) {
        let byte = self.pattern[self.at];
        self.at += 1;
        let step = match byte {
            b'(' => {
                self.choice();
                self.at += 1;
                return;
            }
            b'.' => Step::Letter(|_, byte| byte != b'\n', 0),
            b'\\' => {
                self.at += 1;
                match self.pattern[self.at - 1] {
                    b'd' => Step::Letter(|_, byte| byte.is_ascii_digit(), 0),
                    b'w' => Step::Letter(|_, byte| byte.is_ascii_alphanumeric() || byte == b'_', 0),
                    b's' => Step::Letter(|_, byte| byte.is_ascii_whitespace(), 0),
                    other => Step::Letter(|wanted, byte| wanted == byte, other),
                }
            }
            other => Step::Letter(|wanted, byte| wanted == byte, other),
        };
        self.steps.push(step);
    }
}

/// The places of the machine: each once, in the order of preference.
struct Places {
    list: Vec<usize>,
    seen: Vec<u32>,
    round: u32,
}

impl Places {
    fn add(&mut self, steps: &[Step], at: usize) {
        if self.seen[at] == self.round {
            return;
        }
        self.seen[at] = self.round;
        match steps[at] {
            Step::Jump(to) => self.add(steps, to),
            Step::Split(first, second) => {
                self.add(steps, first);
                self.add(steps, second);
            }
            _ => self.list.push(at),
        }
    }
}

/// The end of the match that begins at the start of the text.
fn longest(steps: &[Step], text: &[u8], now: &mut Places, next: &mut Places) -> Option<usize> {
    let mut found = None;
    now.list.clear();
    now.round += 1;
    now.add(steps, 0);
    for (i, byte) in text.iter().copied().chain(Some(b'\n')).enumerate() {
        next.list.clear();
        next.round += 1;
        for &at in &now.list {
            match steps[at] {
                Step::Match => {
                    found = Some(i);
                    break;
                }
                Step::Letter(test, wanted) if i < text.len() && test(wanted, byte) => next.add(steps, at + 1),
                _ => (),
            }
        }
        std::mem::swap(now, next);
        if now.list.is_empty() {
            break;
        }
    }
    found
}

fn count(pattern: &str, text: &[u8]) -> u32 {
    let mut compiler = Compiler { pattern: pattern.as_bytes(), at: 0, steps: Vec::new() };
    compiler.choice();
    compiler.steps.push(Step::Match);
    let steps = compiler.steps;
    let places = || Places { list: Vec::new(), seen: vec![0; steps.len()], round: 0 };
    let (mut now, mut next) = (places(), places());
    let (mut at, mut sum) = (0, 0u32);
    while at < text.len() {
        match longest(&steps, &text[at..], &mut now, &mut next) {
            Some(length) if length > 0 => {
                sum = sum.wrapping_mul(31).wrapping_add((at + length) as u32);
                at += length;
            }
            _ => at += 1,
        }
    }
    sum
}

#[no_mangle]
pub extern "C" fn run() -> u32 {
    let mut text = String::new();
    for i in 0..700 {
        text += &format!("{:04}-{:02}-{:02} user{}@mail{}.example.org wrote \"{}\" from 10.0.{}.{}\n",
            1990 + i % 40, i % 12 + 1, i % 28 + 1, i, i % 7, "la".repeat(i % 9), i % 256, i * 7 % 256);
    }
    let patterns = [r"\d\d\d\d-\d\d-\d\d", r"\w+@\w+(\.\w+)+", r"(la)+", r"\d+\.\d+\.\d+\.\d+", r"(user|mail)\d*7", r#"".*""#];
    patterns.iter().fold(0u32, |sum, pattern| sum.wrapping_mul(7) ^ count(pattern, text.as_bytes()))
}
