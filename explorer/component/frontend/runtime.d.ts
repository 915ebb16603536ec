export function packedRuntime(): Uint8Array;
export function licences(): string;
export function rivalLicences(): string;
