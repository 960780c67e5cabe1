/** px of the drawing; it is stretched to the card. */
const width = 120;
const height = 26;

/** A line of counts, oldest first; its newest value is said in words for those who do not see it. */
export const Sparkline = ({
  values,
  label,
}: {
  readonly values: readonly number[];
  readonly label: string;
}) => {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) => `${index * step},${height - 2 - (value / most) * (height - 5)}`,
  );
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${values.at(-1) ?? 0}`}
    >
      <polyline points={points.length > 0 ? points.join(' ') : `0,${height - 2} ${width},${height - 2}`} />
    </svg>
  );
};
