import type { SeededPerson } from '../../src/contract/console-config.ts';
import { useSay } from '../catalogue/text.tsx';
import { BinocularMark } from '../parts/marks.tsx';
import './sign-in.css';

/** The laptop's sign-in: a choice of people. */
export const ChoosePerson = ({
  people,
  message,
  onChoose,
}: {
  readonly people: readonly SeededPerson[];
  readonly message?: string | undefined;
  readonly onChoose: (person: SeededPerson) => void;
}) => {
  const say = useSay();
  return (
    <main className="sign-in">
      <h1>
        <BinocularMark /> {say('app.name')}
      </h1>
      {message === undefined ? null : (
        <p className="sign-in-message" role="status">
          {message}
        </p>
      )}
      <h2>{say('signIn.title')}</h2>
      <p className="quiet">{say('signIn.hint')}</p>
      <ul className="people">
        {people.map((person) => (
          <li key={person.userId}>
            {person.role === 'agent' ? (
              <a className="person" href={`/dev/stage/agent?as=${encodeURIComponent(person.userId)}`}>
                <strong>{person.name}</strong>
                <span className="quiet">{say(`signIn.role.${person.role}`)}</span>
              </a>
            ) : (
              <button type="button" className="person" onClick={() => onChoose(person)}>
                <strong>{person.name}</strong>
                <span className="quiet">{say(`signIn.role.${person.role}`)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href="/dev/stage">{say('signIn.stage')}</a>
      </p>
    </main>
  );
};
