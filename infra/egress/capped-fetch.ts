/** A `fetch` that reads no more of an answer than so many bytes: an endless line would otherwise be kept until memory ends. */

/** @param fault made when an answer is longer; the connection is closed with it */
export const cappedFetch =
  (maxBytes: number, fault: () => Error): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (!response.body) return response;
    let bytes = 0;
    const cap = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.byteLength;
        if (bytes > maxBytes) controller.error(fault());
        else controller.enqueue(piece);
      },
    });
    return new Response(response.body.pipeThrough(cap), { status: response.status, statusText: response.statusText, headers: response.headers });
  };
