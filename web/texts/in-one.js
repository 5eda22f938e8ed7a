/** Bytes that a page can well hold twice. */
const SMALL = 1 << 20;

/** What a session reads: a small text in one piece, so that a first visit needs no reader of files. @param {Blob} content @returns {Promise<Blob | Uint8Array>} */
export const inOne = async (content) =>
  content.size <= SMALL ? new Uint8Array(await content.arrayBuffer()) : content;
