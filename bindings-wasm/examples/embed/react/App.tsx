import { Engine } from 'bareme';
import 'bareme/form';
import type { BaremeFormElement, ResultDetail } from 'bareme/form';
import { Interview, readTyped } from 'bareme/interview';
import { type DetailedHTMLProps, type FormEvent, type JSX, useEffect, useReducer, useState } from 'react';
import { createRoot } from 'react-dom/client';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'bareme-form': DetailedHTMLProps<HTMLAttributes<BaremeFormElement>, BaremeFormElement> & {
        date?: string;
        dossier?: object;
        'onbareme-result'?: (event: CustomEvent<ResultDetail>) => void;
      };
    }
  }
}

const DATE = '2026-11-28';

/** The form as it is, in a page of React: properties in, events out. */
function Embedded(): JSX.Element {
  const [settled, setSettled] = useState(0);
  return (
    <section aria-label="Le formulaire">
      <bareme-form date={DATE} dossier={{ statut: 'poursuite_scolarite' }} onbareme-result={({ detail }) => setSettled(Object.keys(detail.dossier).length)} />
      <p>Réponses reçues : {settled}</p>
    </section>
  );
}

/** One's own screens over the same interview: `Interview` is a value that calls change, so each call draws again. */
function Own({ engine }: { engine: Engine }): JSX.Element {
  const [interview] = useState(() => new Interview(engine, { date: DATE }));
  const [problem, setProblem] = useState('');
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const question = interview.current;
  if (question === undefined) return <h2>{interview.result.page?.titre}</h2>;

  const given = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('reponse') ?? '');
    const read = question.type === 'choix' ? { value: typed } : question.type === 'booleen' ? { value: typed === 'true' } : readTyped(engine, question, typed);
    const refused = 'problem' in read ? read.problem : interview.answer(read.value)[0]?.message;
    setProblem(refused ?? '');
    draw();
  };
  const choices = question.type === 'booleen' ? [{ nom: 'true', libelle: 'Oui' }, { nom: 'false', libelle: 'Non' }] : question.valeurs;
  return (
    <form key={question.nom} onSubmit={given} aria-label="Une question">
      <label htmlFor="reponse">{question.question}</label>
      {choices === undefined ? (
        <input id="reponse" name="reponse" />
      ) : (
        <select id="reponse" name="reponse">
          {choices.map(({ nom, libelle }) => (
            <option key={nom} value={nom}>
              {libelle}
            </option>
          ))}
        </select>
      )}
      <p role="alert">{problem}</p>
      <button>Répondre</button>
      <button type="button" onClick={() => (interview.skip(), draw())}>
        Passer
      </button>
      <button type="button" onClick={() => (interview.back(), draw())}>
        Revenir
      </button>
      <p>{interview.progress.left} questions environ</p>
    </form>
  );
}

function App(): JSX.Element {
  const [engine, setEngine] = useState<Engine>();
  useEffect(() => void Engine.embedded().then(setEngine), []);
  return (
    <main>
      <h1>Se former</h1>
      <Embedded />
      {engine === undefined ? <p>Chargement…</p> : <Own engine={engine} />}
    </main>
  );
}

createRoot(document.querySelector('#app')!).render(<App />);
