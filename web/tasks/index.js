// Teaching tasks with known answers: texts and pairs made to order, the same for the same seed.
import { brackets } from './brackets.js';
import { dates } from './dates.js';
import { echo } from './echo.js';
import { numbers } from './numbers.js';
import { parity } from './parity.js';
import { reverse } from './reverse.js';

/** @type {(import('./task.js').TextTask | import('./task.js').PairsTask)[]} */
export const tasks = [echo, parity, brackets, reverse, numbers, dates];

export { brackets, dates, echo, numbers, parity, reverse };
