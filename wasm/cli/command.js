// The script of the command's thread.
import { runArguments } from './commands.js';
import { endThread, listenToMain } from './thread.js';

const stop = listenToMain();
await endThread(await runArguments(process.argv.slice(2), stop), stop);
