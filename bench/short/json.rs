// Reads JSON into a tree, changes it, and writes it again: strings, maps, and numbers by the standard library.
use std::collections::BTreeMap;
use std::fmt::Write;

enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\n' | b'\t')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.skip();
        if *self.text.get(self.at)? != byte {
            return None;
        }
        self.at += 1;
        Some(())
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let found = self.text[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        found.then_some(value)
    }

    fn value(&mut self) -> Option<Value> {
        self.skip();
        match self.text.get(self.at)? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::Text),
            b'[' => self.list(),
            b'{' => self.object(),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<Value> {
        let from = self.at;
        while matches!(self.text.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.text[from..self.at]).ok()?;
        digits.parse().ok().map(Value::Number)
    }

    fn string(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut bytes = Vec::new();
        loop {
            let byte = *self.text.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => {
                    let escaped = *self.text.get(self.at)?;
                    self.at += 1;
                    bytes.push(if escaped == b'n' { b'\n' } else { escaped });
                }
                _ => bytes.push(byte),
            }
        }
    }

    fn list(&mut self) -> Option<Value> {
        self.eat(b'[')?;
        let mut items = Vec::new();
        while self.eat(b']').is_none() {
            if !items.is_empty() {
                self.eat(b',')?;
            }
            items.push(self.value()?);
        }
        Some(Value::List(items))
    }

    fn object(&mut self) -> Option<Value> {
        self.eat(b'{')?;
        let mut entries = BTreeMap::new();
        while self.eat(b'}').is_none() {
            if !entries.is_empty() {
                self.eat(b',')?;
            }
            self.skip();
            let key = self.string()?;
            self.eat(b':')?;
            entries.insert(key, self.value()?);
        }
        Some(Value::Object(entries))
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => write!(out, "{}", number).unwrap(),
        Value::Text(text) => write_string(text, out),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            for (i, (key, item)) in entries.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(item, out);
            }
            out.push('}');
        }
    }
}

fn change(value: &mut Value) {
    match value {
        Value::Number(number) => *number = *number * 0.5 + 1.0,
        Value::Text(text) => *text = text.to_uppercase(),
        Value::List(items) => {
            items.reverse();
            items.iter_mut().for_each(change);
        }
        Value::Object(entries) => entries.values_mut().for_each(change),
        _ => (),
    }
}

fn sample(count: usize) -> String {
    let mut text = String::from("[");
    for i in 0..count {
        let comma = if i == 0 { "" } else { ",\n " };
        write!(
            text,
            "{}{{\"id\": {}, \"name\": \"item \\\"{}\\\"\", \"price\": {}.{}e1, \"tags\": [\"red\", \"größer\", null, {}], \
             \"size\": {{\"w\": {}, \"h\": -{}}}}}",
            comma, i, i * 7919 % 1000, i * 31 % 977, i % 10, i % 2 == 0, i % 13, i % 29
        )
        .unwrap();
    }
    text.push(']');
    text
}

#[no_mangle]
pub extern "C" fn run() -> u32 {
    let mut text = sample(900);
    let mut sum = 0u32;
    for _ in 0..6 {
        let mut value = Reader { text: text.as_bytes(), at: 0 }.value().unwrap();
        change(&mut value);
        text.clear();
        write_value(&value, &mut text);
        sum = text.bytes().fold(sum, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte as u32));
    }
    sum
}
