// Sluice under Node, in a process of its own.
import { answer } from './lines.mjs';
import * as tasks from './tasks.js';

await answer(tasks);
