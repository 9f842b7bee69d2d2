// What the types promise to a program, checked by the compiler in its strict mode: nothing here runs.
import { type Answer, BaremeError, type Bloc, type Decision, type Dossier, Engine, type Question, type Recit } from 'bareme';

const engine: Engine = await Engine.paysDeLaLoire();
const options = { date: '2024-09-02' };

const dossier: Dossier = {
  statut: 'demandeur_emploi',
  age: 31,
  revenu_brut_global: '18400.00',
  salaire_reference_mensuel: 2150,
  handicap_cdaph: null,
};

// A choice is one of its members, a fact has a name of the vocabulary.
// @ts-expect-error
engine.evaluate({ statut: 'chomeur' }, options);
// @ts-expect-error
engine.evaluate({ agee: 31 }, options);
// @ts-expect-error
engine.evaluate({ age: '31' }, options);
// @ts-expect-error
engine.evaluate({ indemnise_are: 'non' }, options);
// What is known of a value without knowing it, and what the person does not know.
engine.evaluate({ duree_formation_heures: { min: 41 }, revenu_brut_global: { max: '15000.00' }, contrat_type: { parmi: ['cdi', 'cdd'] }, ne_sait_pas: ['aidant'] }, options);
// @ts-expect-error
engine.evaluate({ contrat_type: { parmi: ['cdi', 'stage'] } }, options);
// @ts-expect-error
engine.evaluate({ aidant: { min: true } }, options);
// @ts-expect-error
engine.evaluate({ ne_sait_pas: ['agee'] }, options);
// The engine has no clock: the date is always said.
// @ts-expect-error
engine.evaluate(dossier, {});

// A dispositif that was asked for is there; its droits have their types.
const { decisions } = engine.evaluate(dossier, { ...options, dispositifs: ['bourse_regionale'] });
const bursary: Decision<'bourse_regionale'> = decisions.bourse_regionale;
const amount: string | undefined = bursary.droits.montant_annuel;
const points: number | undefined = bursary.droits.points_de_charge;
const step: '0bis' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | undefined = bursary.droits.echelon;
const bounds: readonly [string, string] | undefined = bursary.bornes.montant_annuel;
const remaining: readonly string[] | undefined = bursary.bornes.echelon;
// @ts-expect-error
bursary.droits.montant;
// @ts-expect-error
decisions.aref;
// @ts-expect-error
engine.evaluate(dossier, { ...options, dispositifs: ['bourse'] });

// Without a selection a dispositif may be missing.
const all: Answer = engine.evaluate(dossier, options);
// @ts-expect-error
all.decisions.bourse_regionale.verdict;
const verdict: 'eligible' | 'non_eligible' | 'indetermine' | 'hors_periode' | undefined =
  all.decisions.bourse_regionale?.verdict;

const explained = engine.explain(dossier, { ...options, dispositifs: ['bourse_regionale'] });
const article: string = explained.decisions.bourse_regionale.explication.sources[0]?.titre ?? '';

const end: string | undefined = engine.schedule(dossier, options).echeancier.segments[0]?.au;
const gap: string | null | undefined = engine.schedule(dossier, options).echeancier.revenus.sequences[1]?.ecart;
// @ts-expect-error
engine.schedule(dossier, options).decisions;

// What an answer says to a person, and what it rests on.
const nature: 'aide' | 'decision' | 'classement' | 'plancher' | 'regle' | null = bursary.nature;
const where: string | null | undefined = bursary.demarche?.ou;
const doubt: string | undefined = bursary.doutes[0]?.porte_sur[0];
const expected: string | null | undefined = bursary.perimes[0]?.attendu_le;
const unranked: readonly string[] | undefined = all.meilleure_combinaison?.non_classes;
engine.evaluate(dossier, { ...options, ifEligible: true });
// @ts-expect-error
engine.evaluate(dossier, { ...options, if_eligible: true });

// What is told is a tree, or the text that was asked for.
const page: Recit = engine.tell(all);
const kinds: readonly Bloc['type'][] = page.blocs.map((block) => block.type);
const html: string = engine.tell(all, { format: 'html', all: true });
const letter: string = engine.letter(explained, 'bourse_regionale', { format: 'md' });
const paid: Recit = engine.tell(engine.schedule(dossier, options));
// @ts-expect-error
engine.tell(all, { format: 'pdf' });
// @ts-expect-error
engine.letter(all, 'bourse');

const questions: Question[] = engine.nextQuestions(dossier, options);
const asked: keyof Dossier | undefined = questions[0]?.nom;

try {
  const issue: 'coherente' | 'autre_moteur' = engine.verify(all).issue;
  engine.verify(all.recu.empreinte + issue);
} catch (error) {
  if (error instanceof BaremeError) error.findings.map((finding) => `${finding.lieu} ${finding.code}`);
}

export { amount, article, asked, bounds, doubt, end, expected, gap, html, kinds, letter, nature, paid, points, remaining, step, unranked, verdict, where };
