/** The little of jsdom that is used here; the package has no types of its own. Scripts of the page never run: nothing asks for it. */
declare module 'jsdom' {
  export class VirtualConsole {}
  export class JSDOM {
    constructor(html: string, options?: { virtualConsole?: VirtualConsole });
    readonly window: { document: Document };
  }
}
