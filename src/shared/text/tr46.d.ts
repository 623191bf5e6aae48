declare module 'tr46' {
  interface Options {
    readonly checkBidi: boolean;
    readonly checkHyphens: boolean;
    readonly checkJoiners: boolean;
    readonly transitionalProcessing: boolean;
    readonly useSTD3ASCIIRules: boolean;
    readonly verifyDNSLength?: boolean;
  }
  /** @returns null if the name is not valid */
  export function toASCII(domain: string, options: Options): string | null;
  export function toUnicode(domain: string, options: Options): { readonly domain: string; readonly error: boolean };
}
