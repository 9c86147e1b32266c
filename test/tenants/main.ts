// npm run tenants -- [walks] [depths] [a word of a way's name]
//
// Random walks over instances that share code, beside the host's engine, and a stack that ends at so many depths
// (tenants.test.ts does a few).
import { reference } from '../tiers/tiers.js'
import { provoke } from './overflow.js'
import { walk } from './walk.js'
import { engines } from './ways.js'

const [walks = 1000, depths = 10_000] = process.argv.slice(2, 4).map(Number)
const word = process.argv[4] ?? ''

for (const engine of engines.filter(({ name }) => name.includes(word))) {
  let wrong = 0
  for (let seed = 0; seed < walks; seed++) {
    const [expected, found] = [walk(reference, seed), walk(engine, seed)]
    const at = expected.findIndex((line, i) => line !== found[i])
    if (at < 0 && expected.length === found.length) continue
    wrong++
    console.log(`${engine.name}: walk ${seed}, line ${at}: ${found[at]}, not ${expected[at]}`)
  }
  const { ended, faults } = provoke(engine, depths)
  for (const fault of faults.slice(0, 10)) console.log(`${engine.name}: depth ${fault}`)
  console.log(
    `${engine.name}: ${walks} walks, ${wrong} wrong; ${depths} depths, the stack ended ${ended} times, ${faults.length} faults`,
  )
  if (wrong + faults.length > 0) process.exitCode = 1
}
