import type { FailureCode } from '../preload/contract.ts';

/** An order that cannot be carried out, for a reason a person can act on. Everything else that is thrown is a fault. */
export class Refusal extends Error {
  readonly code: FailureCode;
  readonly about: string | undefined;
  constructor(code: FailureCode, about?: string) {
    super(about === undefined ? code : `${code}: ${about}`);
    this.name = 'Refusal';
    this.code = code;
    this.about = about;
  }
}
