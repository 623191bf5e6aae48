import { StandIn } from './stand-in.js';

/** The server in a process of its own: prints its address, and ends when its parent does. */
const standIn = new StandIn();
await standIn.start();
process.stdout.write(`${standIn.url}\n`);
process.stdin.resume().once('end', () => process.exit());
