/**
 * How replicas of a trainer share an update: each computes its part of the batch; then partners
 * whose ranks differ in one bit exchange and add up their parts, bit after bit, until all have the
 * whole. src/sluice.h explains why the result equals that of one trainer to the bit.
 *
 * @typedef {import('../core/core.js').Core} Core
 *
 * Training settings as text, such as { lr: '0.5' }.
 * @typedef {Record<string, string>} Assignments
 *
 * A message: a part, in a buffer that may be longer, the number of updates before it, and the
 * settings that changed since the replicas started.
 * @typedef {{ buffer: ArrayBuffer, size: number, update: number, settings: Assignments }} Part
 */

/** Another replica cannot do its part, or did a different one. New replicas can. */
export class Lost extends Error {}

/** A line to the partner of one bit. */
export class Link {
  #port;
  /** The last received buffer is the next one to send: fresh ones take three times as long. */
  #spare = new ArrayBuffer(0);
  /** @type {Part[]} */
  #arrived = [];
  /** @type {{ resolve: (part: Part) => void, reject: (error: Error) => void } | undefined} */
  #waiting;
  /** @type {Error | undefined} */
  #failure;

  /** @param {MessagePort} port */
  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#arrived.push(data);
      this.#deliver();
    };
  }

  /**
   * @param {Uint8Array} bytes copied
   * @param {{ update: number, settings: Assignments }} account
   */
  send(bytes, account) {
    const size = bytes.length;
    const buffer = this.#spare.byteLength >= size ? this.#spare : new ArrayBuffer(size);
    new Uint8Array(buffer).set(bytes);
    this.#port.postMessage({ buffer, size, ...account }, [buffer]);
  }

  /** @returns {Promise<Part>} its buffer stays until the next send */
  receive() {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#deliver();
    });
  }

  /** @param {Error} error of everything that waits or will wait */
  fail(error) {
    this.#failure ??= error;
    this.#port.close();
    this.#deliver();
  }

  /** @param {boolean} busy keeps a Node process alive */
  hold(busy) {
    const port = /** @type {any} */ (this.#port);
    if (busy) port.ref?.();
    else port.unref?.();
  }

  #deliver() {
    const { resolve, reject } = this.#waiting ?? {};
    const part = this.#failure ? undefined : this.#arrived[0];
    if (!resolve || (!this.#failure && !part)) return;
    this.#waiting = undefined;
    if (!part) return reject?.(/** @type {Error} */ (this.#failure));
    this.#arrived.shift();
    this.#spare = part.buffer;
    resolve(part);
  }
}

/**
 * One update, as one of 2 ** links.length replicas. The settings of rank 0 prevail: a replica takes
 * those of each partner of lower rank, and the last of these has them from rank 0.
 *
 * @param {Core} core
 * @param {number} trainer
 * @param {{ rank: number, links: Link[] }} place links by the bit in which the partner's rank differs
 * @param {Assignments} [settings] at rank 0
 */
export async function shareUpdate(core, trainer, { rank, links }, settings = {}) {
  const share = core.ask('sl_trainer_shards', trainer) >>> links.length;
  core.do('sl_trainer_accumulate', trainer, rank * share, share);
  const update = core.ask('sl_trainer_updates', trainer);
  let valid = settings;
  for (const [bit, link] of links.entries()) {
    link.send(core.sized('sl_trainer_partial', trainer), { update, settings: valid });
    const { buffer, size, ...sent } = await link.receive();
    if (sent.update !== update) throw new Lost(`a part of update ${sent.update}, not ${update}`);
    const exchange = core.ask('sl_trainer_inbox', trainer);
    core.at(exchange, size).set(new Uint8Array(buffer, 0, size));
    core.do('sl_trainer_add_partial', trainer, size);
    if ((rank >>> bit) & 1) valid = sent.settings;
  }
  assign(core, trainer, valid);
  core.do('sl_trainer_apply', trainer);
}

/**
 * @param {Core} core
 * @param {number} trainer
 * @param {Assignments} settings
 */
export function assign(core, trainer, settings) {
  for (const [name, value] of Object.entries(settings)) {
    core.do('sl_trainer_set', trainer, name, value);
  }
}

/**
 * Lines between all partners among `count` replicas.
 *
 * @param {number} count
 * @returns {MessagePort[][]} by rank and bit
 */
export function connect(count) {
  /** @type {MessagePort[][]} */
  const ports = Array.from({ length: count }, () => []);
  for (let bit = 0; 1 << bit < count; bit++) {
    for (const [rank, own] of ports.entries()) {
      if ((rank >>> bit) & 1) continue;
      const { port1, port2 } = new MessageChannel();
      own[bit] = port1;
      /** @type {MessagePort[]} */ (ports[rank | (1 << bit)])[bit] = port2;
    }
  }
  return ports;
}
