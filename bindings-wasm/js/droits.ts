// Written by `make types` from the rules: a change here is lost.

import type { Echelon, Echelon2008, SituationRps, PriseEnCharge, Payeur } from './facts.js';

/** What each dispositif gives. */
export interface Droits {
  /** Estimation de l'allocation chômage par jour */
  readonly are_estimee: {
    /** Allocation chômage estimée par jour, EUR/jour */
    readonly allocation_journaliere_estimee: string;
    /** Allocation estimée par jour pendant la formation, EUR/jour */
    readonly allocation_formation_estimee: string;
  };
  /** Allocation chômage pendant la formation (AREF) */
  readonly aref: {
    /** Allocation par jour pendant la formation, EUR/jour */
    readonly allocation_journaliere: string;
    /** Allocation pour 30 jours, EUR */
    readonly allocation_30_jours: string;
  };
  /** Rémunération de fin de formation */
  readonly remuneration_fin_formation: {
    /** Rémunération par mois après la fin des droits, EUR/mois */
    readonly montant_mensuel: string;
    /** Montant mensuel à ne pas dépasser, EUR/mois */
    readonly plafond_mensuel: string;
  };
  /** Barème minimal de 2008 des bourses sociales et de certaines bourses de santé */
  readonly bourse_plancher_2008: {
    /** Points de charge du barème minimal, 17 au plus, point */
    readonly points_de_charge: number;
    /** Échelon du barème minimal */
    readonly echelon: Echelon2008;
    /** Montant minimal de la bourse pour une année, EUR/an */
    readonly montant_annuel: string;
  };
  /** Bourse régionale pour les formations sanitaires et sociales */
  readonly bourse_regionale: {
    /** Points de charge, 17 au plus, point */
    readonly points_de_charge: number;
    /** Échelon de la bourse */
    readonly echelon: Echelon;
    /** Montant de la bourse pour l'année, EUR/an */
    readonly montant_annuel: string;
    /** Montant de chacun des dix versements mensuels, EUR/mois */
    readonly montant_mensuel: string;
  };
  /** Remboursement de la contribution de vie étudiante (CVEC) */
  readonly remboursement_cvec: {
    /** Montant remboursé, EUR */
    readonly montant: string;
  };
  /** Emploi à côté d'une formation sanitaire ou sociale */
  readonly cumul_activite_salariee: {
    /** Heures d'emploi possibles par semaine de cours ou de stage, h/semaine */
    readonly heures_hebdo_maximum: string;
    /** Heures d'emploi possibles par semaine de vacances, h/semaine */
    readonly heures_hebdo_maximum_vacances: string;
  };
  /** Formation sanitaire ou sociale payée par la Région */
  readonly financement_regional_formation: {
    /** Part de la formation payée par la Région */
    readonly prise_en_charge: PriseEnCharge;
    /** Une partie du coût peut rester à payer */
    readonly reste_a_charge_possible: boolean;
  };
  /** Indemnités de transport et d'hébergement des stagiaires */
  readonly indemnites_transport_hebergement: {
    /** Indemnité de transport par mois, EUR/mois */
    readonly transport_mensuel: string;
    /** Indemnité d'hébergement par mois, EUR/mois */
    readonly hebergement_mensuel: string;
  };
  /** Majoration régionale de la rémunération de stage */
  readonly majoration_regionale_remuneration: {
    /** Majoration par mois, EUR/mois */
    readonly montant_mensuel: string;
  };
  /** Rémunération publique de stage */
  readonly remuneration_publique_stage: {
    /** Rémunération par mois à temps plein (30 heures ou plus par semaine), EUR/mois */
    readonly remuneration_mensuelle: string;
    /** Rémunération par heure de formation à temps partiel (moins de 30 heures par semaine), EUR/h */
    readonly taux_horaire: string;
    /** Ligne de la grille qui donne ce montant */
    readonly situation: SituationRps;
  };
  /** Projet de transition professionnelle */
  readonly projet_transition_professionnelle: {
    /** Part du salaire payée la première année, ou les 1 200 premières heures */
    readonly taux_periode_1: string;
    /** Part du salaire payée ensuite, si le congé dure plus longtemps */
    readonly taux_periode_2: string;
    /** Rémunération brute par mois la première année, ou les 1 200 premières heures, EUR/mois */
    readonly remuneration_periode_1: string;
    /** Rémunération brute par mois ensuite, si le congé dure plus longtemps, EUR/mois */
    readonly remuneration_periode_2: string;
    /** Deux SMIC bruts par mois : jusque-là, le salaire est payé en entier, EUR/mois */
    readonly seuil_2_smic: string;
  };
  /** Reconversion vers aide-soignant ou aide-soignante, convention Région et Transitions Pro */
  readonly transitions_pro_aide_soignant: {
    /** Part du coût de formation payée par la Région */
    readonly part_region_cout_formation: string;
    /** Qui paie la rémunération pendant la formation */
    readonly payeur_remuneration: Payeur;
    /** Rémunération brute par mois, payée par Transitions Pro, EUR/mois */
    readonly remuneration_mensuelle: string;
  };
  /** Reconversion vers infirmier ou infirmière, convention Région et Transitions Pro */
  readonly transitions_pro_infirmier: {
    /** Part du coût de formation payée par la Région, pendant les trois ans */
    readonly part_region_cout_formation: string;
    /** Qui paie la rémunération cette année */
    readonly payeur_remuneration: Payeur;
    /** Rémunération brute par mois payée par Transitions Pro : rien de sa part après la première année, EUR/mois */
    readonly remuneration_mensuelle: string;
  };
}

export type DispositifId = keyof Droits;
export type DroitId<D extends DispositifId = DispositifId> = keyof Droits[D] & string;
