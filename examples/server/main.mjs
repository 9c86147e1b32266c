// node main.mjs [PORT]: the server, which says in its log where it listens.
import { makeServer } from './server.mjs'

const app = makeServer({ logger: true })
await app.listen({ port: Number(process.argv[2] ?? 3000) })
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.close())
