// Whatever a test translates in its own process is checked behind every stage (codegen/ir/check.ts).
import { verifyStages } from '#codegen/ir/verify.js'

verifyStages()
