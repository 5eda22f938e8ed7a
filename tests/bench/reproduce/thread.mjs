// One row in a thread of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { createSession } from '../../../wasm/index.js';
import { rows } from './rows.mjs';

const { name, folder, share, engine } = workerData;
const row = rows.find((one) => one.name === name);
const session = await createSession({ worker: false, engine });
const result = await row?.run(session, folder, share);
parentPort?.postMessage({ engine: session.engine, ...result });
await session.dispose();
