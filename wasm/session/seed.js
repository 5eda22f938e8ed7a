/** @returns {number} another one each time */
export const freshSeed = () => Math.floor(Math.random() * 2 ** 32);
