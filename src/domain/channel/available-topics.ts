import { topics } from '../../contract/topics.ts';

/** The topics that can be subscribed to; {id} stands for the id in each. */
export const availableTopics = () => ({
  entities: [
    { id: topics.myConversations('{id}'), description: 'My interaction panel.' },
    { id: topics.myPresence('{id}'), description: 'My presence.' },
    { id: topics.queueConversations('{id}'), description: 'Interactions of a queue.' },
    { id: topics.queueObservations('{id}'), description: 'Counts of a queue.' },
    { id: topics.transcript('{id}'), description: 'A monitored conversation, for its monitor.' },
  ],
});
