/** An id for what this client asks once: a message or a command. Works without `crypto.randomUUID`, which plain http on a LAN lacks. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
