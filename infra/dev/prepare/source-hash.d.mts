export function sourceHash(root: string, paths: readonly string[]): string;
export const SOURCES: { bundle: string[]; admin: string[]; widget: string[] };
