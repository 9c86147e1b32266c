// tree-sitter, from C: 0.2 MB.

export const dependencies = { 'web-tree-sitter': '0.27.1' }

export const file = 'web-tree-sitter/web-tree-sitter.wasm'
