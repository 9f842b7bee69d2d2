/** One thing that is wrong with an input, as on every surface of Bareme. */
export interface Finding {
  /** Stable, for programs: `docs/errors.md` explains each. */
  readonly code: string;
  /** A JSON pointer, or nothing for the whole input. */
  readonly lieu: string;
  /** What is wrong, in French. */
  readonly message: string;
  /** The word that was probably meant. */
  readonly suggestion: string | null;
  /** What to do, in French. */
  readonly aide: string | null;
  readonly gravite: 'erreur' | 'avertissement';
}

/** An input that was refused, with every finding about it. */
export class BaremeError extends Error {
  override readonly name = 'BaremeError';

  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(written).join('\n'));
  }
}

function written(finding: Finding): string {
  const place = finding.lieu === '' ? '' : `${finding.lieu}: `;
  const meant = finding.suggestion === null ? '' : ` ; vouliez-vous écrire \`${finding.suggestion}\` ?`;
  const help = finding.aide === null ? '' : ` ; ${finding.aide}`;
  return `${place}${finding.message} [${finding.code}]${meant}${help}`;
}
