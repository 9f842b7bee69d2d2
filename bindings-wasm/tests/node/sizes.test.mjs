import assert from 'node:assert/strict';
import test from 'node:test';
import { sizes } from '../../scripts/sizes.mjs';

test('a phone downloads little: the module with every rule, the form with its styles', () => {
  const { module, form } = sizes();
  assert.ok(module <= 280_000, `${module} bytes`);
  assert.ok(form <= 40_000, `${form} bytes`);
});
