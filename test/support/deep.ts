/** Whether tests that play at random play their long form: `npm run test:deep`. */
export const deep = process.env.DEEP === '1';
