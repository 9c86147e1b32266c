// SQLite, from C by Emscripten: inserts, an index, aggregates.

export const dependencies = { 'sql.js': '1.16.0' }

export const load = ({ require }) => require('sql.js')()

export function work(SQL) {
  const db = new SQL.Database()
  db.run('create table t(a integer primary key, b text, c real)')
  db.run('begin')
  const insert = db.prepare('insert into t(b, c) values(?, ?)')
  for (let i = 0; i < 1500; i++) insert.run([`row ${(i * 7919) % 1000}`, i / 3])
  insert.free()
  db.run('commit')
  db.run('create index i on t(b)')
  const [rows] = db.exec(
    'select b, count(*), sum(c), avg(length(b)), group_concat(a) from t group by b order by 3 desc limit 20',
  )
  const found = db.prepare('select sum(c) from t where b between ? and ?')
  let sum = 0
  for (let i = 0; i < 60; i++) sum += found.get([`row ${i * 10}`, `row ${i * 10 + 9}`])[0]
  found.free()
  db.close()
  return JSON.stringify([rows, sum])
}
