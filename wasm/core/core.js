import { SluiceError } from './error.js';
import { startCore } from './load.js';

/**
 * An address in the module's memory, such as a handle of the C API.
 * @typedef {number} Pointer
 *
 * An argument of a C function. Strings and bytes are copied into the module for the length of the
 * call: a string gets a NUL at its end; bytes need their size as the next argument, and so does an
 * array of strings, which becomes an array of pointers.
 * @typedef {number | string | Uint8Array | string[]} Argument
 */

/** sl_error: the status, then a NUL-terminated message. */
const ERROR_SIZE = 256;
const OUTPUTS_SIZE = 8;

/** A byte order mark within a text is a symbol like any other. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Calls the functions of src/sluice.h, and hides the conventions of C. */
export class Core {
  /** @type {any} */
  #functions;
  /** @type {WebAssembly.Memory} */
  #memory;
  #bytes = new Uint8Array();
  /** Room for two outputs and an sl_error, for the functions that want them. */
  #outputs;
  #error;

  /** @param {WebAssembly.Exports} exports of the modules that are there so far */
  constructor(exports) {
    this.#functions = exports;
    this.#memory = this.#functions.memory;
    this.#outputs = this.#allocate(OUTPUTS_SIZE + ERROR_SIZE);
    this.#error = this.#outputs + OUTPUTS_SIZE;
  }

  /**
   * Starts a module more; see startCore.
   *
   * @param {WebAssembly.Module} module
   */
  async extend(module) {
    this.#functions = await startCore([module], this.#functions);
  }

  /**
   * A function that cannot fail.
   *
   * @param {string} name
   * @param {Argument[]} args
   * @returns {number} for pointers and sizes, apply >>> 0
   */
  ask(name, ...args) {
    if (args.every((argument) => typeof argument === 'number')) {
      return this.#functions[name](...args);
    }
    /** @type {Pointer[]} */
    const copies = [];
    try {
      const numbers = args.map((argument) =>
        typeof argument === 'number' ? argument : this.#copyIn(argument, copies),
      );
      return this.#functions[name](...numbers);
    } finally {
      for (const pointer of copies) this.#functions.sl_release(pointer);
    }
  }

  /**
   * A function that returns an sl_status; its last parameter, the sl_error, is left out here.
   *
   * @param {string} name
   * @param {Argument[]} args
   */
  do(name, ...args) {
    const status = this.ask(name, ...args, this.#error);
    if (status === 0) return;
    const code = this.text(this.ask('sl_status_name', status));
    throw new SluiceError(code, this.text(this.#error + 4));
  }

  /**
   * Such a function with one output before the sl_error: both are left out.
   *
   * @param {string} name
   * @param {Argument[]} args
   * @returns {Pointer} the output
   */
  make(name, ...args) {
    this.do(name, ...args, this.#outputs);
    return this.#output(0);
  }

  /**
   * Such a function whose output is a double.
   *
   * @param {string} name
   * @param {Argument[]} args
   */
  number(name, ...args) {
    this.do(name, ...args, this.#outputs);
    return new DataView(this.#memory.buffer).getFloat64(this.#outputs, true);
  }

  /**
   * Such a function whose output is JSON.
   *
   * @param {string} name
   * @param {Argument[]} args
   * @returns {any}
   */
  json(name, ...args) {
    const pointer = this.make(name, ...args);
    try {
      return JSON.parse(this.text(pointer));
    } finally {
      this.ask('sl_release', pointer);
    }
  }

  /**
   * Such a function whose two outputs are bytes and their number.
   *
   * @param {string} name
   * @param {Argument[]} args
   * @returns {Uint8Array<ArrayBuffer>} a copy of its own
   */
  bytes(name, ...args) {
    this.do(name, ...args, this.#outputs, this.#outputs + 4);
    const pointer = this.#output(0);
    const size = this.#output(1);
    try {
      return this.#view().slice(pointer, pointer + size);
    } finally {
      this.ask('sl_release', pointer);
    }
  }

  /**
   * A function that returns the address of some bytes, and their size by its last parameter, which
   * is left out here.
   *
   * @param {string} name
   * @param {Argument[]} args
   * @returns {Uint8Array} in place
   */
  sized(name, ...args) {
    const pointer = this.ask(name, ...args, this.#outputs);
    return this.at(pointer, this.#output(0));
  }

  /**
   * The bytes at an address, in place: to be used before the memory may grow.
   *
   * @param {Pointer} pointer
   * @param {number} size
   */
  at(pointer, size) {
    return this.#view().subarray(pointer >>> 0, (pointer >>> 0) + size);
  }

  /**
   * The NUL-terminated string at an address.
   *
   * @param {Pointer} pointer
   * @returns {string}
   */
  text(pointer) {
    const view = this.#view();
    const start = pointer >>> 0;
    return decoder.decode(view.subarray(start, view.indexOf(0, start)));
  }

  /**
   * A copy of `count` floats that begin at an address.
   *
   * @param {Pointer} pointer
   * @param {number} count
   * @returns {Float32Array<ArrayBuffer>}
   */
  floats(pointer, count) {
    return new Float32Array(this.#memory.buffer, pointer >>> 0, count).slice();
  }

  /**
   * A copy of `count` symbol ids that begin at an address.
   *
   * @param {Pointer} pointer
   * @param {number} count
   * @returns {Uint16Array<ArrayBuffer>}
   */
  ids(pointer, count) {
    return new Uint16Array(this.#memory.buffer, pointer >>> 0, count).slice();
  }

  /** All bytes of the module's memory: they grow, and never shrink. */
  get memorySize() {
    return this.#memory.buffer.byteLength;
  }

  /** The memory as it is now: growth replaces its buffer. */
  #view() {
    if (this.#bytes.buffer !== this.#memory.buffer) {
      this.#bytes = new Uint8Array(this.#memory.buffer);
    }
    return this.#bytes;
  }

  /** @param {0 | 1} index */
  #output(index) {
    return new DataView(this.#memory.buffer).getUint32(this.#outputs + 4 * index, true);
  }

  /**
   * @param {number} size
   * @returns {Pointer}
   */
  #allocate(size) {
    const pointer = this.#functions.sl_allocate(size) >>> 0;
    if (pointer === 0) {
      throw new SluiceError('NO_MEMORY', `no memory for ${size} bytes`);
    }
    return pointer;
  }

  /**
   * @param {string | Uint8Array | string[]} data
   * @param {Pointer[]} copies where the copy is noted, for its release
   * @returns {Pointer}
   */
  #copyIn(data, copies) {
    if (Array.isArray(data)) {
      const pointers = Uint32Array.from(data, (string) => this.#copyIn(string, copies));
      return this.#copyIn(new Uint8Array(pointers.buffer), copies);
    }
    const bytes = typeof data === 'string' ? new TextEncoder().encode(`${data}\0`) : data;
    const pointer = this.#allocate(Math.max(bytes.length, 1));
    copies.push(pointer);
    this.#view().set(bytes, pointer);
    return pointer;
  }
}
