import { createSession as createFromFiles } from 'sluice';
import replica from 'sluice/replica?script';
import relaxed from 'sluice/wasm/relaxed?url&inline';
import scalar from 'sluice/wasm/scalar?url&inline';
import simd from 'sluice/wasm/simd?url&inline';
import worker from 'sluice/worker?script';

// The package of the page that is one file: all that it would load is inside.

export * from 'sluice';

/** @param {string} text */
const script = (text) => new Blob([text], { type: 'text/javascript' });
const inside = {
  wasm: { relaxed, simd, scalar },
  scripts: { worker: script(worker), replica: script(replica) },
};

/** @type {typeof createFromFiles} */
export const createSession = (options) => createFromFiles({ ...inside, ...options });
