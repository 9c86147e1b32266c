// libsodium, from C by Emscripten: authenticated encryption and signatures, with much i64.

export const dependencies = { 'libsodium-wrappers': '0.8.4' }

export async function load({ require }) {
  // Where WebAssembly fails it falls back to JavaScript of its own, which is not what is measured.
  const { instantiate } = WebAssembly
  let instances = 0
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args)
    instances++
    return made
  }
  const sodium = require('libsodium-wrappers')
  await sodium.ready
  WebAssembly.instantiate = instantiate
  if (instances === 0) throw new TypeError('error: libsodium uses its JavaScript')
  return sodium
}

export function work(sodium) {
  const key = new Uint8Array(32).fill(7)
  const nonce = new Uint8Array(24).fill(9)
  const pair = sodium.crypto_sign_seed_keypair(key)
  const message = 'hello world '.repeat(500)
  const box = sodium.crypto_secretbox_easy(message, nonce, key)
  const signature = sodium.crypto_sign_detached(message, pair.privateKey)
  const valid = sodium.crypto_sign_verify_detached(signature, message, pair.publicKey)
  const opened = sodium.to_string(sodium.crypto_secretbox_open_easy(box, nonce, key)) === message
  return [sodium.to_hex(signature), valid, opened, sodium.to_hex(sodium.crypto_generichash(16, box))].join(
    ' ',
  )
}
