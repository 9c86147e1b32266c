// C: Lua 5.4, as wasmoon has it, runs a script with tables, closures and patterns.

const script = `
local queens, found = {}, 0
local function place(row, n)
  if row > n then found = found + 1 return end
  for column = 1, n do
    local free = true
    for i = 1, row - 1 do
      if queens[i] == column or math.abs(queens[i] - column) == row - i then free = false break end
    end
    if free then queens[row] = column place(row + 1, n) end
  end
end
place(1, 7)
local parts = {}
for i = 1, 2000 do parts[#parts + 1] = ('key%d=%x'):format(i, i * i) end
local sum = 0
for key, value in table.concat(parts, ','):gmatch('(%w+)=(%w+)') do sum = sum + #key * tonumber(value, 16) end
return found .. ':' .. sum`

export const prepare = () => import('wasmoon')
export const load = ({ LuaFactory }) => new LuaFactory().createEngine()
export const work = lua => lua.doString(script)
