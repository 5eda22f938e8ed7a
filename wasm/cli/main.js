#!/usr/bin/env node
// The main thread only answers signals and owns the terminal: it loads nothing else, so that a command
// begins at once in a thread of its own.
import { superviseCommand } from './supervise.js';

process.exit(await superviseCommand(new URL('./command.js', import.meta.url)));
