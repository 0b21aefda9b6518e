/** Trusted Types, as far as the console uses them; the DOM library of TypeScript does not know them yet. */
declare global {
  var trustedTypes: { createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string } } | undefined;
}

export {};
