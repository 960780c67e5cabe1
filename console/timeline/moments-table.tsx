import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { type Lane, momentsOf } from './lanes.ts';
import { useMomentWords } from './moment-words.ts';

/** The same facts as the lanes, as a table; messages are left to the transcript. */
export const MomentsTable = ({ lanes }: { readonly lanes: readonly Lane[] }) => {
  const say = useSay();
  const times = useTimes();
  const wordsOf = useMomentWords();
  const moments = momentsOf(lanes).filter(({ what }) => what !== 'message');
  return (
    <div className="table-scroller">
      <table className="table">
        <caption className="visually-hidden">{say('timeline.label')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('timeline.time')}</th>
            <th scope="col">{say('timeline.who')}</th>
            <th scope="col">{say('timeline.what')}</th>
            <th scope="col">{say('timeline.why')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => {
            const how = moment.what === 'to' ? moment.span?.how : undefined;
            return (
              <tr key={`${moment.lane.key}${moment.what}${moment.span?.type}${moment.time}`}>
                <td className="time">{times.second(moment.time)}</td>
                <td>{moment.lane.name || say(`purpose.${moment.lane.purpose}`)}</td>
                <td>{wordsOf(moment)}</td>
                <td>{how === undefined ? '' : say(`disconnect.${how}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
