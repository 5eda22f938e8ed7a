import { messageOf, SluiceError } from '../core/error.js';

/**
 * A module that is fetched with the first call that needs it.
 *
 * @template Module
 * @param {() => Promise<Module>} fetched an import(), which bundlers look for
 * @returns {Promise<Module>} BAD_MODULE if it does not come
 */
export async function part(fetched) {
  try {
    return await fetched();
  } catch (error) {
    const message = `a part of the package is missing: ${messageOf(error)}`;
    throw new SluiceError('BAD_MODULE', message, { cause: error });
  }
}
