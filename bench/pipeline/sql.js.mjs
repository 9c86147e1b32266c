// SQLite, from C: 0.7 MB.

export const dependencies = { 'sql.js': '1.16.0' }

export const file = 'sql.js/dist/sql-wasm.wasm'
