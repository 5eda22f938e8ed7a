import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../../wasm/index.js';
import { words } from '../../web/app/words.js';
import { createSessionState } from '../../web/lab/session-state.js';

test('the page explains what a model of other symbols can do', async () => {
  // nothing is drawn here
  Object.assign(globalThis, { requestAnimationFrame: () => 0, cancelAnimationFrame() {} });
  const shared = createSessionState();
  const session = await createSession({ worker: false, engine: 'scalar' });
  await session.loadText('abcdefgh'.repeat(40));
  await session.createModel({ hidden: 2, batch: 2, steps: 5 });
  await session.loadText('stuvwxyz'.repeat(40));
  await session.measure('training').catch((error) => shared.fail('notice', error));
  assert.equal(shared.state.now.notice, words.otherAlphabet);
  await session.createModel({ hidden: 2, batch: 2, steps: 5 });
  const whole = session.measure('validation');
  await whole.catch((error) => shared.fail('notice', error));
  assert.match(shared.state.now.notice, /validation above 0/);
  await session.dispose();
});
