export function packedRuntime(): Uint8Array;
