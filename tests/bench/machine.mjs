// What the figures were measured on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { CHROMIUM } from '../browser/serve.js';

/** The first line that a command prints, if there is such a command. @param {string[]} command */
function firstLine([program, ...args]) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
}

/** PyTorch's version, with the library that multiplies its matrices, where Linux tells it: they differ tenfold. */
const PYTORCH = `
import os, torch
maps = open('/proc/self/maps').read().split() if os.path.exists('/proc/self/maps') else []
libraries = sorted({os.path.basename(word) for word in maps if 'blas' in word and '/' in word})
print(torch.__version__, *(libraries and ['with', ', '.join(libraries)]))`;

/** @returns {string} */
function system() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(release)?.[1];
  return `${name ?? os.type()}, ${os.type()} ${os.release()}, ${os.arch()}`;
}

export function describeMachine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memory: os.totalmem(),
    system: system(),
    load: os.loadavg(),
    node: process.version,
    v8: process.versions.v8,
    chromium: firstLine(['sh', '-c', `$(${CHROMIUM}) --version`]),
    gcc: firstLine(['gcc', '--version']),
    emcc: firstLine(['emcc', '--version']),
    pytorch: firstLine(['/usr/bin/python3', '-c', PYTORCH]),
    commit: firstLine(['git', 'rev-parse', 'HEAD']),
  };
}

/** The machine as part of a file's name. @param {ReturnType<typeof describeMachine>} machine */
export function slug({ cpu, cores }) {
  return `${cpu} ${cores} cores`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
