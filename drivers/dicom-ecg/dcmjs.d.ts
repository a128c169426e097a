/** What is used of dcmjs, which brings no types of its own. */
declare module 'dcmjs' {
  /** A data set by tag, eight hexadecimal digits in capitals. */
  export type DicomDataset = { [tag: string]: { vr: string; Value?: unknown[] } };

  export const data: {
    DicomMessage: { readFile(buffer: ArrayBuffer): { meta: DicomDataset; dict: DicomDataset } };
    DicomDict: new (meta: DicomDataset) => { dict: DicomDataset; write(): ArrayBuffer };
    DicomMetaDictionary: { dictionary: { [tag: string]: { vr: string } | undefined } };
  };
  export const log: { getLogger(name: string): { setLevel(level: 'silent', persist: false): void } };
}
