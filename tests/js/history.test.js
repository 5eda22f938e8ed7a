import test from 'node:test';
import { History } from '../../wasm/session/history.js';
import { check, equal } from './assert.js';

test('of too many reports every second one goes, and never the last', () => {
  const history = new History();
  for (let update = 1; update <= 20_000; update++) {
    history.add(/** @type {any} */ ({ update }));
    equal(history.reports.at(-1), { update });
    if (update === 2048) equal(history.reports.length, 2048);
    if (update === 2049) equal(history.reports.slice(0, 2), [{ update: 2 }, { update: 4 }]);
  }
  check(history.reports.length > 1000 && history.reports.length <= 2048, 'as many as before');
});
