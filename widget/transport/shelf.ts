/** A few named texts that outlive the page: localStorage where the browser allows it, else memory. */

export type Shelf = { names(): string[]; read(name: string): string | null; write(name: string, text: string): void; remove(name: string): void };

/** Every text has its own key below `prefix`, so that two tabs never overwrite each other's. */
export function browserShelf(prefix: string, storage: () => Storage = () => localStorage): Shelf {
  const memory = memoryShelf();
  // Reading `localStorage` itself throws where cookies are blocked; a full one throws at the write.
  const attempt = <T>(act: (stored: Storage) => T, otherwise: () => T): T => {
    try {
      return act(storage());
    } catch {
      return otherwise();
    }
  };
  const stored = (storage: Storage): string[] =>
    Object.keys(storage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  return {
    names: () => [...new Set([...attempt(stored, () => []), ...memory.names()])],
    read: (name) =>
      attempt(
        (storage) => storage.getItem(prefix + name),
        () => null,
      ) ?? memory.read(name),
    write: (name, text) =>
      attempt(
        (storage) => storage.setItem(prefix + name, text),
        () => memory.write(name, text),
      ),
    remove(name) {
      memory.remove(name);
      attempt(
        (storage) => storage.removeItem(prefix + name),
        () => undefined,
      );
    },
  };
}

/** The same, for as long as the page lives. */
export function memoryShelf(): Shelf {
  const texts = new Map<string, string>();
  return {
    names: () => [...texts.keys()],
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
  };
}
