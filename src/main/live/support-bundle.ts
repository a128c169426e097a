/** All that a support person needs to see about the devices of this station, without any patient's data. */
import type { DeviceCard } from '../../preload/contract.ts';
import type { LinkFacts } from './device-link.ts';
import { asText, type DoctorAsked, examine } from './doctor.ts';
import { maskLines } from './mask.ts';

export interface Bundled {
  card: DeviceCard;
  variant: string;
  asked: Omit<DoctorAsked, 'lines' | 'view'>;
}

/** JSON text. What a device or a person wrote in words is left out or masked; bytes are masked before they are written. */
export function supportBundle(devices: readonly Bundled[], station: Record<string, unknown>, at: Date): string {
  const described = devices.map(describe);
  return `${JSON.stringify({ isolineSupportBundle: 1, at: at.toISOString(), station, devices: described }, null, 2)}\n`;
}

function describe({ card, variant, asked }: Bundled): unknown {
  const masked = maskLines(asked.facts.lines, card.device, asked.facts.patientWords);
  const { lines, about, ...doctor } = examine({ ...asked, lines: masked, view: 'hex' });
  const hide = (text: string | null) => hideWords(text, asked.facts);
  return {
    ...card,
    variant,
    status: card.status === null ? null : { ...card.status, about: hide(card.status.about) },
    doctor: { ...doctor, about: { ...about, status: hide(about.status ?? null) } },
    lines: masked.map((line, index) => ({
      at: lines[index]!.at,
      way: line.way,
      hex: hide(lines[index]!.hex),
      text: line.way === 'note' ? hide(line.note) : asText(line.bytes),
    })),
  };
}

function hideWords(text: string | null, { patientWords }: LinkFacts): string | null {
  if (text === null) return null;
  let hidden = text;
  for (const word of patientWords) hidden = hidden.replaceAll(word, '*'.repeat(word.length));
  return hidden;
}
