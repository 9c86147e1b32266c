// Says hello, counts letters, and shows its doings. Code at the top runs when the program is started.

const text = 'hello from AssemblyScript'
const counts = new Map<string, i32>()
for (let i = 0; i < text.length; i++) {
  const letter = text.charAt(i)
  counts.set(letter, counts.has(letter) ? counts.get(letter) + 1 : 1)
}
console.log(text)
trace('letters', 2, text.length, counts.size)
if (!counts.has('z')) throw new Error('no z in it')
