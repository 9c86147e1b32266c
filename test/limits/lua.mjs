// node lua.mjs native|ours: how deep Lua's own functions nest, and what Lua says when it is too deep; as JSON.
import { createRequire } from 'node:module'

if (process.argv[2] === 'ours') {
  const { WebAssembly } = await import('../../dist/src/index.js')
  globalThis.WebAssembly = WebAssembly
}
const { LuaFactory } = createRequire(import.meta.url)('wasmoon')
const lua = await new LuaFactory().createEngine()

const programs = {
  pcall: `local function f(n) if n == 0 then return 0 end
    local ok, r = pcall(f, n - 1) if not ok then error(r, 0) end return r + 1 end return f(N)`,
  gsub: `local function f(n) if n == 0 then return 0 end
    local r string.gsub("x", "x", function() r = f(n - 1) end) return r + 1 end return f(N)`,
  sort: `local function f(n) if n == 0 then return 0 end
    local r table.sort({ 2, 1 }, function(a, b) r = r or f(n - 1) return a < b end) return r + 1 end return f(N)`,
}

async function deepest(code) {
  for (let n = 40; ; n += 10)
    try {
      await lua.doString(code.replace('N', String(n)))
    } catch (error) {
      return { reached: n - 10, said: String(error.message).split('\n')[0] }
    }
}

const found = {}
for (const [name, code] of Object.entries(programs)) found[name] = await deepest(code)
console.log(JSON.stringify(found))
