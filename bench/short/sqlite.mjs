// C: SQLite, as sql.js has it: a table is filled, indexed and asked.

export const dependencies = { 'sql.js': '1.16.0' }

export const prepare = ({ require }) => require('sql.js')
export const load = initSqlJs => initSqlJs()

export function work({ Database }) {
  const database = new Database()
  database.run('create table items (id integer primary key, name text, price real)')
  database.run(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
     insert into items select i, 'item ' || (i * 7919 % 1000), i * 0.37 from n`,
  )
  database.run('create index by_name on items (name)')
  const found = database.exec(
    'select name, count(*), sum(price) from items group by name order by 3 desc limit 50',
  )
  return JSON.stringify(found)
}
