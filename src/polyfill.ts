// `import 'jitsam/polyfill'`: where the engine has no WebAssembly, there is one from then on.

import { install } from './install.js'

install('missing')
