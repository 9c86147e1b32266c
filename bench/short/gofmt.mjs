// TinyGo: gofmt, as @wasm-fmt/gofmt has it, over some functions.

export const dependencies = { '@wasm-fmt/gofmt': '0.7.3' }

const part = i =>
  `func  f${i}(a int,b [] string) (int,error){\nfor i:=0;i<${i};i++{ if a>i&&len(b)!=0 {\nreturn a*i+ ${i}, nil } }\n` +
  `var x=map[string]int{"a":1,\n"long":2, }\n_=x // a comment\nreturn 0,nil}\n`
const source = `package main\nimport  "fmt"\n${Array.from({ length: 60 }, (_, i) => part(i)).join('')}func main(){fmt.Println( f1(1,nil)) }\n`

export async function prepare({ read, load }) {
  const { format } = await load('@wasm-fmt/gofmt/gofmt_binding.js')
  return { bytes: read('@wasm-fmt/gofmt/gofmt.wasm'), format }
}

export function load({ bytes, format }) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  exports._initialize()
  return { exports, format }
}

export const work = ({ exports, format }) => format(exports, source)
